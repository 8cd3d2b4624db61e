import { csvCell } from '../../core/csv-line.js'
import type { MatrixAnswer } from '../../core/matrix/answer.js'
import type { Column } from '../../core/matrix/columns.js'
import { escapeText } from '../escape.js'
import { runsOf } from '../streamed.js'
import { cellStatus } from './cells.js'
import { columnName } from './names.js'

/** Generated line by line, long lines in parts; `test --table` reads exactly this format. */
export function* csv({ routes, columns, differing }: MatrixAnswer): Generator<string> {
  function* line(first: string, cellOf: (column: Column) => string | number): Generator<string> {
    yield first
    for (const run of runsOf(columns)) yield run.map((column) => `,${cellOf(column)}`).join('')
    yield '\n'
  }
  yield* line('route', (column) => csvCell(escapeText(columnName(column))))
  for (const number of differing ?? routes.keys()) {
    yield* line(
      csvCell(routes[number]?.name ?? ''),
      ({ cells }) => cellStatus(cells[number]) ?? '?',
    )
  }
}
