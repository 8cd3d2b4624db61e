import type { MatrixAnswer } from '../../core/matrix/answer.js'
import { mdCode } from '../markdown.js'
import type { Style } from '../style.js'
import { keyText, markOf } from './cells.js'
import { columnName } from './names.js'

/** A table for a pull request or a wiki; every name in a code span, where nothing in it is markup. */
export function* markdown(answer: MatrixAnswer, style: Style): Generator<string> {
  const { routes, columns, differing } = answer
  const used = new Set<number>()
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`
  yield line(['route', ...columns.map((column) => mdCode(columnName(column)))])
  yield line(['---', ...columns.map(() => ':-:')])
  for (const number of differing ?? routes.keys()) {
    const marks = columns.map(({ cells }) => {
      used.add(cells[number] ?? 0)
      return markOf(cells[number], style)
    })
    yield line([mdCode(routes[number]?.name ?? ''), ...marks])
  }
  if (used.size > 0) yield `\n${keyText(used, style)}\n`
}
