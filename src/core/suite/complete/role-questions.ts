import type { Catalog } from '../../catalog/model.js'
import type { Compiled } from '../../matrix/compile.js'
import { named } from '../evidence/rows.js'
import type { Evidence } from './evidence.js'
import { groupsOf, type RuleWays } from './groups.js'
import { keyOf } from './held.js'
import type { Rule } from './model.js'
import { questionsAbout, waysOf } from './roles.js'
import { RoleRows } from './rows.js'
import { satisfies } from './search.js'
import type { Cell } from './subjects.js'

/** How many comparisons the search for what can be left out may take, over all roles. */
const MOST_COMPARED = 5_000_000

/** The questions about roles that remain after these answers. */
export class RoleQuestions {
  readonly total: number
  readonly #catalog: Catalog
  readonly #compiled: Compiled
  readonly #rules: readonly (Rule | undefined)[]
  readonly #groups: readonly (readonly RuleWays[])[]
  /** A route for each rule that some set of scopes satisfies and some does not: the others tell nothing about roles. */
  readonly #routeOf = new Map<Rule, number>()

  constructor(catalog: Catalog, compiled: Compiled, rules: readonly (Rule | undefined)[]) {
    this.#catalog = catalog
    this.#compiled = compiled
    this.#rules = rules
    this.total = new RoleRows(catalog, compiled).all.length
    const telling: RuleWays[] = []
    for (const [route, rule] of rules.entries()) {
      if (!rule || this.#routeOf.has(rule)) continue
      const ways = waysOf(rule)
      if (ways.length === 0 || ways.some((way) => way.every((word) => word === 0))) continue
      this.#routeOf.set(rule, route)
      telling.push({ rule, ways })
    }
    this.#groups = groupsOf(telling)
  }

  /** The full token of each role at the routes that no other question covers. */
  after(known: readonly Evidence[]): Cell[] {
    const effort = { left: MOST_COMPARED }
    const rows = this.#rowsAfter(known).all
    const subjects = new Map(
      rows.map((row) => [row, named({ kind: 'role', roles: [row.role] })] as const),
    )
    return this.#groups.flatMap((group) =>
      questionsAbout(rows, group, effort).flatMap(({ row, rule }) => {
        const { held } = row
        const subject = subjects.get(row)
        const route = this.#routeOf.get(rule) ?? 0
        return subject ? [{ subject, route, held, allows: satisfies(waysOf(rule), held) }] : []
      }),
    )
  }

  /**
   * The questions about routes without those that one about a role repeats, of another role that holds the same. One
   * stays if it shows something about its own role.
   */
  withoutRepeated(
    about: readonly Cell[],
    roleCells: readonly Cell[],
    known: readonly Evidence[],
  ): Cell[] {
    const routes = new Set(roleCells.map(({ route }) => route))
    const placeOf = ({ route, held }: Cell): string => `${route} ${keyOf(held)}`
    const places = new Set(roleCells.map(placeOf))
    const repeated = about.filter((each) => routes.has(each.route) && places.has(placeOf(each)))
    const left = new Set(about)
    for (const cell of repeated) {
      left.delete(cell)
      if (this.after([...known, ...left, ...roleCells]).length > 0) left.add(cell)
    }
    return [...left]
  }

  #rowsAfter(known: readonly Evidence[]): RoleRows {
    const rows = new RoleRows(this.#catalog, this.#compiled)
    for (const { subject, route, held, allows } of known) {
      const rule = this.#rules[route]
      if (rule && held && this.#routeOf.has(rule)) rows.learn(subject, rule, { held, allows })
    }
    return rows
  }
}
