import { routesOf, unpack } from '../core/access-page/unpack.js'
import type { Catalog, Requirement, Route } from '../core/catalog/model.js'
import { filler } from '../core/matrix/columns.js'
import { CELL, compile } from '../core/matrix/compile.js'
import type { PageData, RouteChangeKind } from '../core/matrix/page-data.js'
import { baseRows, type Row, type RowKind, rowsOf } from '../core/matrix/rows.js'
import type { Users } from '../core/users/model.js'

/** The value of a cell: those of the matrix, and one for a route that does not exist on this side. */
export const STATE = { ...CELL, absent: 4 } as const

/** One side of the page: a catalog, its users, and the answers for every row. */
export interface Side {
  readonly catalog: Catalog
  readonly users: Users
  /** The requirement of each route of the page; undefined if there is no such route on this side. */
  readonly requirements: readonly (Requirement | undefined)[]
  cells(row: Row): Uint8Array
}

/** The data of the page, with the answers of both sides. */
export interface Model {
  readonly data: PageData
  /** Those of the catalog, then removed ones. */
  readonly routes: readonly Route[]
  readonly now: Side
  readonly older: Side | undefined
  /** How a route itself changed, by its number. */
  readonly changed: ReadonlyMap<number, RouteChangeKind>
}

export function modelOf(data: PageData): Model {
  const { side, older } = data
  const now = unpack(side, data.catalog)
  const gone = older ? routesOf(older.side, older.gone, side) : []
  const goneNow = (older?.gone ?? []).map(([, , number], i) =>
    number < 0 ? undefined : gone[i]?.requirement,
  )
  const requirements = [...now.catalog.routes.map((route) => route.requirement), ...goneNow]
  const routes = [...now.catalog.routes, ...gone]
  return {
    data,
    routes,
    now: sideOf(now.catalog, now.users, requirements),
    older: older && olderSide(data.catalog, older, routes),
    changed: new Map(older?.changed),
  }
}

function olderSide(
  file: string,
  { side, before }: NonNullable<PageData['older']>,
  routes: readonly Route[],
): Side {
  const requirements = before.map((number) => side.requirements[number])
  const own = routes.flatMap((route, i): Route[] => {
    const requirement = requirements[i]
    const { name, method, template, description, params, at } = route
    const parts = { name, method, template, description, params, at }
    // Only its requirement is asked for; parsing thousands of templates would delay the first paint.
    return requirement ? [{ ...parts, requirement, pattern: NO_PATTERN }] : []
  })
  const { catalog, users } = unpack(side, file, own)
  return sideOf(catalog, users, requirements)
}

const NO_PATTERN = { segments: [], tail: undefined, params: [], shape: '' }

function sideOf(catalog: Catalog, users: Users, requirements: Side['requirements']): Side {
  const absent = requirements.flatMap((each, i) => (each ? [] : [i]))
  const asked = requirements.map((each) => each ?? { level: 'undecided' as const })
  const fill = filler(compile(catalog, asked))
  const masked = new WeakSet<Uint8Array>()
  return {
    catalog,
    users,
    requirements,
    cells(row) {
      const { cells } = fill(row)
      // Rows with the same scopes share one array.
      if (!masked.has(cells)) for (const number of absent) cells[number] = STATE.absent
      masked.add(cells)
      return cells
    },
  }
}

/** The rows of one kind, with anonymous and everyone before roles, as in `scopectl matrix`. */
export function rowsFor({ catalog, users }: Side, kind: RowKind): Row[] {
  return [...(kind === 'role' ? baseRows(catalog) : []), ...rowsOf(catalog, users, kind)]
}
