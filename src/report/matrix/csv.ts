import type { MatrixAnswer } from '../../core/matrix/answer.js'
import { cellStatus } from './cells.js'
import { columnName } from './names.js'

/** What a spreadsheet would take for a formula, and the quote that says it is none. */
const FORMULA = /^[=+\-@\t\r']/
const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/

/** A cell of a CSV text (RFC 4180), which no spreadsheet evaluates: `'` stands before what it might. */
export function csvCell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Line by line; `test --table` reads exactly this. */
export function* csv({ routes, columns, differing }: MatrixAnswer): Generator<string> {
  yield `${['route', ...columns.map((column) => csvCell(columnName(column)))].join(',')}\n`
  for (const number of differing ?? routes.keys()) {
    const statuses = columns.map(({ cells }) => cellStatus(cells[number]) ?? '?')
    yield `${[csvCell(routes[number]?.name ?? ''), ...statuses].join(',')}\n`
  }
}
