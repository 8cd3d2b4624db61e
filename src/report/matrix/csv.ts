import { csvCell } from '../../core/csv-line.js'
import type { MatrixAnswer } from '../../core/matrix/answer.js'
import { cellStatus } from './cells.js'
import { columnName } from './names.js'

/** Line by line; `test --table` reads exactly this. */
export function* csv({ routes, columns, differing }: MatrixAnswer): Generator<string> {
  yield `${['route', ...columns.map((column) => csvCell(columnName(column)))].join(',')}\n`
  for (const number of differing ?? routes.keys()) {
    const statuses = columns.map(({ cells }) => cellStatus(cells[number]) ?? '?')
    yield `${[csvCell(routes[number]?.name ?? ''), ...statuses].join(',')}\n`
  }
}
