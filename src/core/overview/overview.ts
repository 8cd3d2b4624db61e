import type { Catalog, Route } from '../catalog/model.js'
import type { Change } from '../diff/change.js'
import type { RuleCode } from '../lint/args.js'
import type { Finding, RuleFinding } from '../lint/finding.js'
import type { Column } from '../matrix/columns.js'
import { CELL } from '../matrix/compile.js'
import { isWrite } from '../matrix/summary.js'

/** Routes that change something and may be called by the same subjects. */
export interface WriteGroup {
  /** [] if nobody may; only anonymous or everyone if they may, since then all others may too. */
  readonly who: readonly Pick<Column, 'kind' | 'name'>[]
  readonly routes: readonly Route[]
}

/** What a reviewer of access needs besides the reach of each row. */
export interface Overview {
  readonly writes: readonly WriteGroup[]
  readonly open: readonly Route[]
  readonly undecided: readonly Route[]
  /** What lint found about grants, and how many findings the catalog accepts. */
  readonly findings: readonly RuleFinding[]
  readonly ignored: number
  /** With a revision to compare with. */
  readonly since:
    | { readonly from: string; readonly to: string; readonly changes: readonly Change[] }
    | undefined
}

/** The rules about scopes and roles that nobody needs, that nobody has, or that allow more than it seems. */
const ABOUT_GRANTS: ReadonlySet<RuleCode> = new Set<RuleCode>([
  ...(['unused-scope', 'ungranted-scope', 'growing-glob', 'default-admin'] as const),
  ...(['redundant-grant', 'equal-roles', 'unreachable-role', 'disabled-with-grants'] as const),
])

export const isAboutGrants = (finding: Finding): finding is RuleFinding =>
  finding.kind === 'rule' && ABOUT_GRANTS.has(finding.rule)

/** @param numbers the routes to consider */
export function writeGroups(
  { routes }: Pick<Catalog, 'routes'>,
  columns: readonly Column[],
  numbers: readonly number[],
): WriteGroup[] {
  const groups = new Map<string, { who: readonly Column[]; routes: Route[] }>()
  for (const number of numbers) {
    const route = routes[number]
    if (!route || !isWrite(route) || route.requirement.level === 'undecided') continue
    const who = callersOf(columns, number)
    const key = who.map(({ kind, name }) => `${kind} ${name}`).join('\n')
    const group = groups.get(key) ?? { who, routes: [] }
    groups.set(key, group)
    group.routes.push(route)
  }
  return [...groups.values()].map(({ who, routes: all }) => ({
    who: who.map(({ kind, name }) => ({ kind, name })),
    routes: all,
  }))
}

function callersOf(columns: readonly Column[], route: number): readonly Column[] {
  const may = columns.filter(({ cells }) => cells[route] === CELL.allow)
  for (const kind of ['anonymous', 'everyone'] as const) {
    const all = may.filter((column) => column.kind === kind)
    if (all.length > 0) return all
  }
  return may
}
