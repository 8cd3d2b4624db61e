import type { CheckAnswer } from '../core/answer.js'
import { askedRows, furtherRows, scopeRows } from './check-rows.js'
import { failedChecks } from './check-verdict.js'
import { explanationText } from './explain.js'
import { nextAfterCheck } from './next-step.js'
import type { Speak } from './refusals.js'
import { nextText, paragraph, type Row, rowsText } from './rows.js'
import type { Style } from './style.js'
import { OBJECTS } from './words/objects.js'

/**
 * Why: the refusals of a token, the route, and what is needed, held and missing.
 * @param speak how refusals are worded; default: for the command line
 */
export const whyText = async (answer: CheckAnswer, style: Style, speak?: Speak): Promise<string> =>
  `${await refusalsText(answer, style, speak)}${await bodyText(answer, style)}`

/** What to do next; empty if nothing would help. */
export const nextStepText = (answer: CheckAnswer, style: Style): string =>
  nextText(nextAfterCheck(answer), style)

/** Why no token was accepted. The sentences are loaded only where there is something to say. */
async function refusalsText(
  answer: CheckAnswer,
  style: Style,
  speak: Speak | undefined,
): Promise<string> {
  const failed = failedChecks(answer)
  if (failed.length === 0) return ''
  const { refusalText } = await import('./refusals.js')
  return refusalText(failed, answer.catalog.token, style, speak)
}

/** The rows; with --explain, the tree replaces needs, holds and missing, and a note says what no scope decides. */
export async function bodyText(answer: CheckAnswer, style: Style): Promise<string> {
  const { explanation, decision, subject, catalog, user } = answer
  const further = [...furtherRows(answer), ...(await serverRowsOf(answer))]
  if (!explanation || !decision?.held || explanation.alternatives.length === 0) {
    const rows = [...askedRows(answer), ...scopeRows(answer), ...further]
    return rowsText(rows, style) + objectsText(answer, style)
  }
  const of = { catalog, kind: subject.kind, name: subject.name, user }
  return [
    rowsText(askedRows(answer), style),
    explanationText(explanation, of, style),
    rowsText(further, style),
    objectsText(answer, style),
  ].join('')
}

/** Only a route with parameters has objects to mix up. */
const objectsText = ({ explanation, decision }: CheckAnswer, style: Style): string =>
  explanation && decision?.question.route?.template.includes('{')
    ? paragraph(OBJECTS, 2, style)
    : ''

/** What servers answer. Loaded only with --as-server, since an answer may be a problem, in words. */
async function serverRowsOf(answer: CheckAnswer): Promise<Row[]> {
  if (!answer.server && !answer.servers) return []
  const { serverRows } = await import('./server-rows.js')
  return serverRows(answer)
}
