import { type MatrixAnswer, numbersShown } from '../core/matrix/answer.js'
import type { OverviewAnswer } from '../core/overview/answer.js'
import type { column, matrix, matrixRow, matrixSummary, overview } from './documents/access.js'
import type { JsonOf } from './documents/dsl.js'
import { filtersJson, requirementJson } from './json-parts.js'
import { cellStatus } from './matrix/cells.js'
import { overviewJson } from './matrix/overview-json.js'
import { summaryJson, summaryText } from './matrix/summary.js'
import { compareText, matrixText, sumText } from './matrix/text.js'
import type { Printed } from './reporter.js'
import { Streamed } from './streamed.js'
import type { Style } from './style.js'

export const text = (answer: MatrixAnswer, style: Style): Printed =>
  answer.summary
    ? summaryText({ ...answer, summary: answer.summary, sum: sumText(answer) }, style)
    : answer.differing
      ? compareText(answer, answer.differing, style)
      : matrixText(answer, style)

/** `statuses` of a route are in the order of `columns`; null: undecided. */
export const json = (
  answer: MatrixAnswer | OverviewAnswer,
): JsonOf<typeof matrix> | JsonOf<typeof matrixSummary> | JsonOf<typeof overview> => {
  const { by, columns, differing, summary, filters = {} } = answer
  if (summary) {
    const more = 'overview' in answer ? overviewJson(answer.overview) : {}
    return { by, ...filtersJson(filters), summary: summaryJson(summary), ...more }
  }
  return {
    by,
    ...filtersJson(filters),
    columns: new Streamed(heads(columns)),
    rows: new Streamed(rows(answer)),
    ...(differing ? { equal: differing.length === 0 } : {}),
  }
}

function* heads(columns: MatrixAnswer['columns']): Generator<JsonOf<typeof column>> {
  for (const { kind, name, disabled } of columns) yield { kind, name, disabled }
}

function* rows(answer: MatrixAnswer): Generator<JsonOf<typeof matrixRow>> {
  const { routes, columns } = answer
  for (const number of numbersShown(answer)) {
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
