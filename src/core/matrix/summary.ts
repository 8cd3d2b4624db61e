import type { Catalog, Route } from '../catalog/model.js'
import { rolesOf } from '../users/held-roles.js'
import type { Users } from '../users/model.js'
import type { Column } from './columns.js'
import { CELL } from './compile.js'
import type { Row } from './rows.js'

/** How many routes a row may call. */
export interface Reach extends Pick<Column, 'kind' | 'name' | 'disabled'> {
  /** Routes that it may call, among those considered. */
  readonly routes: number
  /** Those of them that change something, judging by their method. */
  readonly writes: number
  /** For a role, the number of enabled users and clients who have it; undefined for other rows, and without users. */
  readonly holders: number | undefined
  /** Scopes that it holds although no route of the catalog needs them, nor any scope that they imply. */
  readonly unneeded: readonly string[]
}

const READS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'QUERY'])

export const isWrite = ({ method }: Pick<Route, 'method'>): boolean => !READS.has(method)

/** Ranks rows by the number of routes, then of write routes; ties stay in catalog order. */
export function rank(
  catalog: Catalog,
  users: Users,
  rows: Iterable<Row>,
  fill: (row: Row) => Column,
  numbers: readonly number[],
): Reach[] {
  const holders = countHolders(catalog, users)
  const needed = neededScopes(catalog)
  const isNeeded = (scope: string): boolean =>
    [...(catalog.implied.get(scope) ?? [scope])].some((each) => needed.has(each))
  const unneeded = new Map<Row['grants'], readonly string[]>()
  const all = Array.from(rows, (row): Reach => {
    const { cells } = fill(row)
    const { kind, name, disabled, grants } = row
    const open = numbers.filter((number) => cells[number] === CELL.allow)
    const writes = open.filter((number) => isWrite(catalog.routes[number] ?? { method: 'GET' }))
    const left = unneeded.get(grants) ?? [...(grants ?? [])].filter((scope) => !isNeeded(scope))
    unneeded.set(grants, left)
    return {
      ...{ kind, name, disabled, routes: open.length, writes: writes.length },
      holders: kind === 'role' ? holders?.(name) : undefined,
      unneeded: left,
    }
  })
  return all.sort((a, b) => b.routes - a.routes || b.writes - a.writes)
}

/** Scopes that some requirement mentions, even together with something that no token satisfies. */
function neededScopes({ routes }: Catalog): ReadonlySet<string> {
  return new Set(
    routes.flatMap(({ requirement }) =>
      requirement.level === 'scopes'
        ? requirement.alternatives.flatMap(({ scopes }) => scopes)
        : [],
    ),
  )
}

function countHolders(catalog: Catalog, { file, users, clients }: Users) {
  if (file === undefined) return undefined
  const counts = new Map<string, number>()
  const add = (role: string): unknown => counts.set(role, (counts.get(role) ?? 0) + 1)
  for (const user of users.values()) {
    if (!user.disabled) for (const { role } of rolesOf(catalog, user)) add(role.name)
  }
  for (const { disabled, roles } of clients.values()) {
    if (!disabled) for (const role of new Set(roles)) add(role)
  }
  return (role: string): number => counts.get(role) ?? 0
}
