import type { LongCell } from '../../core/matrix/long.js'
import { ACCESS } from '../../core/matrix/long.js'
import { columnName } from '../column-name.js'
import { longCsv, sinceText, viaText } from '../long/csv.js'
import { cellText } from './cells.js'

/** One line per cell of the matrix, row by row. */
export function matrixLongCsv(cells: Iterable<LongCell>): Generator<string> {
  return longCsv(ACCESS, rows(cells))
}

function* rows(cells: Iterable<LongCell>): Generator<string[]> {
  for (const { whose, route, cell, by, since } of cells) {
    const decision = cellText(cell)
    const isOpen = decision === 'allow'
    const via = isOpen ? viaText(route, by, whose.name) : whose.disabled ? 'disabled' : ''
    yield [columnName(whose), route.name, decision, via, sinceText(since)]
  }
}
