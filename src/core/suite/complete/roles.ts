import type { Bits } from '../../matrix/compile.js'
import type { RuleWays } from './groups.js'
import { union } from './held.js'
import type { Ask, Rule } from './model.js'
import type { RoleRow } from './rows.js'
import { canBe, type Effort, satisfies, type Ways } from './search.js'

export const waysOf = ({ asks }: { readonly asks: readonly Ask[] }): Ways =>
  asks.flatMap(({ allows, held }) => (allows && held ? [held] : []))

/** A role's full token at the routes of one rule. */
export interface RoleQuestion {
  readonly row: RoleRow
  readonly rule: Rule
}

/**
 * Finds which roles must be asked about which rules of one group, so that no other set of scopes passes for a role if
 * some route tells the two apart. None of them can be left out, unless a search was given up: then there may be more
 * than needed.
 */
export function questionsAbout(
  rows: readonly RoleRow[],
  rules: readonly RuleWays[],
  effort: Effort,
): RoleQuestion[] {
  const known = new Map(rows.map((row) => [row, { allowed: new Tally(), refused: new Tally() }]))
  const open: Open[] = []
  for (const row of rows) {
    for (const each of rules) {
      const side = satisfies(each.ways, row.held) ? 'allowed' : 'refused'
      if (row[side].has(each.rule)) known.get(row)?.[side].add(each.ways)
      else open.push({ ...each, row, side, size: Math.min(...each.ways.map(countOf)) })
    }
  }

  const isKnown = ({ side, ways }: Open, row: RoleRow): boolean =>
    known.get(row)?.[side].has(ways) ?? false
  const isOpen = ({ side, ways }: Open, row: RoleRow): boolean => {
    const { lower } = row
    const allowed = known.get(row)?.allowed.all() ?? []
    const refused = known.get(row)?.refused.all() ?? []
    if (side === 'allowed') return canBe({ lower, allowed, refused: [...refused, ways] }, effort)
    return ways.some((way) => canBe({ lower: union(lower, way), allowed, refused }, effort))
  }
  // What a role is allowed, those that hold at least as much are allowed, too, and the reverse for what is refused.
  const shownBy = ({ side, row }: Open): readonly RoleRow[] =>
    side === 'allowed' ? row.above : row.below

  const asked: Open[] = []
  for (const each of open.sort(mostTellingFirst)) {
    if (isKnown(each, each.row) || !isOpen(each, each.row)) continue
    asked.push(each)
    for (const row of shownBy(each)) known.get(row)?.[each.side].add(each.ways)
  }
  // A later one may show what an earlier one was added for.
  return asked.filter((each) => {
    const shown = shownBy(each)
    for (const row of shown) known.get(row)?.[each.side].remove(each.ways)
    const isNeeded = shown.some((row) => !isKnown(each, row) && isOpen(each, row))
    if (isNeeded) for (const row of shown) known.get(row)?.[each.side].add(each.ways)
    return isNeeded
  })
}

interface Open extends RuleWays, RoleQuestion {
  readonly side: 'allowed' | 'refused'
  /** How many scopes the rule needs at least. */
  readonly size: number
}

/**
 * What is allowed first: of the roles with the fewest parents, since it shows the same of others, and what needs most,
 * since it shows most. Of what is refused, the reverse, for the same reasons.
 */
function mostTellingFirst(a: Open, b: Open): number {
  if (a.side !== b.side) return a.side < b.side ? -1 : 1
  const order = a.row.roles.size - b.row.roles.size || b.size - a.size
  return a.side === 'allowed' ? order : -order
}

/** What is known, with how often: a question that is left out may not be the only one that shows it. */
class Tally {
  readonly #counts = new Map<Ways, number>()

  all(): readonly Ways[] {
    return [...this.#counts.keys()]
  }

  has(ways: Ways): boolean {
    return this.#counts.has(ways)
  }

  add(ways: Ways): void {
    this.#counts.set(ways, (this.#counts.get(ways) ?? 0) + 1)
  }

  remove(ways: Ways): void {
    const left = (this.#counts.get(ways) ?? 0) - 1
    if (left > 0) this.#counts.set(ways, left)
    else this.#counts.delete(ways)
  }
}

function countOf(held: Bits): number {
  let count = 0
  for (const word of held) for (let rest = word; rest !== 0; rest &= rest - 1) count++
  return count
}
