import type { Catalog, Route } from '../catalog/model.js'
import { opening } from '../decision/opening.js'
import type { Location } from '../problem.js'
import type { Grant } from '../subject/model.js'
import { placesOfGrants } from '../subject/place-of-grant.js'
import { sharedExplanations } from '../subject/shared-grants.js'
import type { Column } from './columns.js'
import { filler } from './columns.js'
import { CELL, type Compiled } from './compile.js'
import type { Row } from './rows.js'

/** The columns of a list of who may call what: the lists of `can`, `who-can` and `matrix` can be concatenated. */
export const ACCESS = ['who', 'route', 'decision', 'via', 'since'] as const

/** One cell of the matrix with the grants that open it. */
export interface LongCell {
  readonly whose: Pick<Column, 'kind' | 'name' | 'disabled'>
  readonly route: Route
  readonly cell: number
  readonly by: readonly Grant[]
  readonly since: readonly Location[]
}

/** The cells of these rows and routes, row by row; computed while printing, as there may be millions. */
export function* longCells(
  catalog: Catalog,
  compiled: Compiled,
  rows: Iterable<Row>,
  numbers: readonly number[],
): Generator<LongCell> {
  const fill = filler(compiled)
  const explain = sharedExplanations(catalog)
  for (const row of rows) {
    const { cells } = fill(row)
    const explained = explain(row.subject)
    for (const number of numbers) {
      const route = catalog.routes[number]
      if (!route) continue
      const cell = cells[number] ?? 0
      const by = cell === CELL.allow ? opening(route, row.grants ?? new Set(), explained) : []
      const places = by.length > 0 ? placesOfGrants(catalog, by, row.subject) : []
      const since = by.length === 0 && cell === CELL.allow && route.at ? [route.at] : places
      yield { whose: row, route, cell, by, since }
    }
  }
}
