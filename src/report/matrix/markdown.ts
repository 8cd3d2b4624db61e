import { type MatrixAnswer, numbersShown } from '../../core/matrix/answer.js'
import type { Column } from '../../core/matrix/columns.js'
import type { OverviewAnswer } from '../../core/overview/answer.js'
import { columnName } from '../column-name.js'
import { mdCode } from '../markdown.js'
import { runsOf } from '../streamed.js'
import type { Style } from '../style.js'
import { keyText, markOf } from './cells.js'
import { overviewMd } from './overview-md.js'
import { summaryMd } from './summary.js'

/** A table for a pull request or wiki; every name is in a code span, where it cannot be markup. */
export function* md(answer: MatrixAnswer | OverviewAnswer, style: Style): Generator<string> {
  const { routes, columns, summary } = answer
  if (summary)
    return yield* 'overview' in answer ? overviewMd(answer) : summaryMd({ ...answer, summary })
  const used = new Set<number>()
  function* line(first: string, cellOf: (column: Column) => string): Generator<string> {
    yield `| ${first}`
    for (const run of runsOf(columns)) yield run.map((column) => ` | ${cellOf(column)}`).join('')
    yield ' |\n'
  }
  yield* line('route', (column) => mdCode(columnName(column)))
  yield* line('---', () => ':-:')
  for (const number of numbersShown(answer)) {
    yield* line(mdCode(routes[number]?.name ?? ''), ({ cells }) => {
      used.add(cells[number] ?? 0)
      return markOf(cells[number], style)
    })
  }
  if (used.size > 0) yield `\n${keyText(used, style)}\n`
}
