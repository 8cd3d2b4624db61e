import type { MatrixAnswer } from '../core/matrix/answer.js'
import { requirementJson } from './json-parts.js'
import { cellStatus } from './matrix/cells.js'
import { compareText, matrixText } from './matrix/text.js'
import type { Printed } from './reporter.js'
import { Streamed } from './streamed.js'
import type { Style } from './style.js'

export const text = (answer: MatrixAnswer, style: Style): Printed =>
  answer.differing ? compareText(answer, answer.differing, style) : matrixText(answer, style)

/** `statuses` are in the order of `columns`; null means undecided. */
export const json = ({ by, routes, columns, differing }: MatrixAnswer): object => ({
  by,
  columns: new Streamed(heads(columns)),
  rows: new Streamed(rows({ routes, columns, differing })),
  ...(differing ? { equal: differing.length === 0 } : {}),
})

function* heads(columns: MatrixAnswer['columns']): Generator<object> {
  for (const { kind, name, disabled } of columns) yield { kind, name, disabled }
}

function* rows({
  routes,
  columns,
  differing,
}: Pick<MatrixAnswer, 'routes' | 'columns' | 'differing'>): Generator<object> {
  for (const number of differing ?? routes.keys()) {
    const route = routes[number]
    if (!route) continue
    yield {
      route: route.name,
      method: route.method,
      template: route.template,
      requirement: requirementJson(route.requirement),
      statuses: new Streamed(statuses(columns, number)),
    }
  }
}

function* statuses(columns: MatrixAnswer['columns'], route: number): Generator<number | null> {
  for (const { cells } of columns) yield cellStatus(cells[route]) ?? null
}
