import { nameOf } from '../../subject/model.js'
import { groupedBySubject } from '../coverage/suggest.js'
import { benchOf } from '../evidence/bench.js'
import type { Stated } from '../evidence/passes.js'
import type { Status } from '../model.js'
import type { Field } from '../mutation/killers.js'
import { answers, type Evidence, evidenceOf } from './evidence.js'
import { keyOf } from './held.js'
import type { Completeness, OpenRole, OpenRoute, Rule } from './model.js'
import { RoleQuestions } from './role-questions.js'
import { rulesOf } from './rules.js'
import { type Cell, subjectsFor } from './subjects.js'

/**
 * Whether suites leave anything open (docs/reference/decision.md#completeness): for each route the questions that are
 * missing for no other monotone rule to pass, and for each role those that are missing for no other grant of declared
 * scopes to pass, if the role's full token gets another answer somewhere.
 *
 * NOT covered: roles and scopes of users, `when`, `disabled` and trust; a change of a route together with one of a role.
 *
 * @param assertions all of them pass, and none is skipped
 */
export function completenessOf(field: Field, assertions: readonly Stated[]): Completeness {
  const { catalog, compiled } = field.bearing
  const rules = rulesOf(catalog, compiled)
  const known = [...evidenceOf(benchOf(field.bearing, assertions))]
  const open = openRoutes(rules, known)
  const subjectFor = subjectsFor(catalog, field.rows)
  const routeCells: Cell[] = open.flatMap(({ route, missing }) =>
    missing.map((ask) => ({
      subject: subjectFor(ask),
      route,
      held: ask.held,
      allows: ask.allows,
    })),
  )
  const roles = new RoleQuestions(catalog, compiled, rules)
  const roleCells = roles.after([...known, ...routeCells])
  const missing = open.reduce((sum, each) => sum + each.missing.length, 0)
  return {
    isComplete: open.length === 0 && roleCells.length === 0,
    routes: {
      total: rules.filter((rule) => rule !== undefined).length,
      undecided: rules.filter((rule) => rule === undefined).length,
    },
    questions: { ...totalsOf(rules), asked: totalsOf(rules).total - missing },
    roles: { total: roles.total },
    openRoutes: open
      .map((each) => ({ ...each, route: routeName(each.route) }))
      .sort((a, b) => b.missing.length - a.missing.length),
    openRoles: byRole(roleCells).sort((a, b) => b.missing.length - a.missing.length),
    suggest: () =>
      groupedBySubject(
        [...roles.withoutRepeated(routeCells, roleCells, known), ...roleCells].map((cell) => {
          return { subject: cell.subject, route: routeName(cell.route), status: statusOf(cell) }
        }),
      ),
  }

  function routeName(number: number): string {
    return catalog.routes[number]?.name ?? ''
  }

  function byRole(all: readonly Cell[]): OpenRole[] {
    const found = new Map<string, { route: string; status: Status }[]>()
    for (const cell of all) {
      const role = nameOf(cell.subject.subject) ?? ''
      const there = found.get(role) ?? []
      found.set(role, there)
      there.push({ route: routeName(cell.route), status: statusOf(cell) })
    }
    return [...found].map(([role, list]) => ({ role, missing: list }))
  }
}

const statusOf = ({ held, allows }: Cell): Status => (allows ? 200 : held ? 403 : 401)

type NumberedRoute = Omit<OpenRoute, 'route'> & { readonly route: number }

function openRoutes(
  rules: readonly (Rule | undefined)[],
  known: readonly Evidence[],
): NumberedRoute[] {
  const byRoute = new Map<number, Evidence[]>()
  for (const each of known) {
    const there = byRoute.get(each.route) ?? []
    byRoute.set(each.route, there)
    there.push(each)
  }
  return rules.flatMap((rule, route) => {
    if (!rule) return []
    const there = byRoute.get(route) ?? []
    const missing = rule.asks.filter((ask) => !there.some((each) => answers(each, ask)))
    if (missing.length === 0 && rule.isExact) return []
    return [{ route, total: rule.asks.length, missing, isExact: rule.isExact }]
  })
}

function totalsOf(rules: readonly (Rule | undefined)[]): { total: number; tokens: number } {
  const keys = new Set<string>()
  for (const rule of new Set(rules)) for (const { held } of rule?.asks ?? []) keys.add(keyOf(held))
  return {
    total: rules.reduce((sum, rule) => sum + (rule?.asks.length ?? 0), 0),
    tokens: keys.size,
  }
}
