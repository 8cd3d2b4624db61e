import { csvCell } from '../../core/csv-line.js'
import { type MatrixAnswer, numbersShown } from '../../core/matrix/answer.js'
import type { Column } from '../../core/matrix/columns.js'
import { columnName } from '../column-name.js'
import { escapeText } from '../escape.js'
import { runsOf } from '../streamed.js'
import { cellStatus } from './cells.js'
import { matrixLongCsv } from './long.js'
import { summaryCsv } from './summary.js'

/** Line by line, and a long line part by part; `test --table` reads the wide form exactly as it is. */
export function csv(answer: MatrixAnswer): Generator<string> {
  const { long, summary } = answer
  if (summary) return summaryCsv({ ...answer, summary })
  return long ? matrixLongCsv(long) : wideCsv(answer)
}

function* wideCsv(answer: MatrixAnswer): Generator<string> {
  const { routes, columns } = answer
  function* line(first: string, cellOf: (column: Column) => string | number): Generator<string> {
    yield first
    for (const run of runsOf(columns)) yield run.map((column) => `,${cellOf(column)}`).join('')
    yield '\n'
  }
  yield* line('route', (column) => csvCell(escapeText(columnName(column))))
  for (const number of numbersShown(answer)) {
    yield* line(
      csvCell(routes[number]?.name ?? ''),
      ({ cells }) => cellStatus(cells[number]) ?? '?',
    )
  }
}
