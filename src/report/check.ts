import type { CheckAnswer } from '../core/answer.js'
import { differenceText, serverVerdict } from './as-server.js'
import { askedRows, challengeRows, furtherRows, limitText, scopeRows } from './check-rows.js'
import { failedChecks, headline, verdict } from './check-verdict.js'
import { explanationText } from './explain.js'
import { nextAfterCheck } from './next-step.js'
import { marked, nextText, type Row, rowsText } from './rows.js'
import type { Style } from './style.js'

/** The answer, why, and what to do next; in a batch, one line, followed by any requested details. */
export async function text(answer: CheckAnswer, style: Style): Promise<string> {
  if (answer.line !== undefined) return batchLine(answer, answer.line, style)
  return [
    `${headline(answer, style)}\n`,
    expectationText(answer, style),
    differenceText(answer, style),
    await refusalsText(answer, style),
    await bodyText(answer, style),
    nextText(nextAfterCheck(answer), style),
  ].join('')
}

/** Why no token was accepted. The sentences are loaded only where there is something to say. */
async function refusalsText(answer: CheckAnswer, style: Style): Promise<string> {
  const failed = failedChecks(answer)
  if (failed.length === 0) return ''
  const { refusalText } = await import('./refusals.js')
  return refusalText(failed, answer.catalog.token, style)
}

async function batchLine(answer: CheckAnswer, line: number, style: Style): Promise<string> {
  const { expected, met, server, atMost, explanation, showChallenge } = answer
  const marked = (isBroken: boolean, text: string): string =>
    `  ${isBroken ? `${style.bad(style.marks.no)} ` : ''}(${text})`
  const notes = [
    server ? marked(false, serverVerdict(server)) : '',
    expected === undefined ? '' : marked(met === false, `expected ${expected}`),
    atMost ? marked(isOver(answer), limitText(atMost)) : '',
  ]
  const below = explanation
    ? await bodyText(answer, style)
    : showChallenge
      ? rowsText(challengeRows(answer), style)
      : ''
  return `line ${line}  ${headline(answer, style)}${notes.join('')}\n${below}`
}

/** Whether the limit is exceeded, or was asserted for a token that was never checked. */
const isOver = ({ atMost, met }: CheckAnswer): boolean =>
  atMost?.surplus ? atMost.surplus.length > 0 : met === true

function expectationText(answer: CheckAnswer, style: Style): string {
  const { expected, met, decision, server, catalog } = answer
  if (expected === undefined || met === undefined || !decision) return ''
  if (met) return marked(style.marks.yes, style.good, `as expected: ${expected}`, style)
  // The two views differ, and the catalog does not set which one its servers use.
  const isUnsure = decision.views && !server && !catalog.token.enforceWritten
  const unsure = isUnsure ? ' (uncertain because `enforce` is not set)' : ''
  const says = `expected ${expected}, got ${server ? serverVerdict(server) : verdict(decision)}${unsure}`
  return marked(style.marks.no, style.bad, says, style)
}

/** The rows; with --explain, the tree replaces needs, holds and missing. */
async function bodyText(answer: CheckAnswer, style: Style): Promise<string> {
  const { explanation, decision, subject, catalog, user } = answer
  const further = [...furtherRows(answer), ...(await serverRowsOf(answer))]
  if (!explanation || !decision?.held || explanation.alternatives.length === 0) {
    return rowsText([...askedRows(answer), ...scopeRows(answer), ...further], style)
  }
  const of = { catalog, kind: subject.kind, name: subject.name, user }
  return [
    rowsText(askedRows(answer), style),
    explanationText(explanation, of, style),
    rowsText(further, style),
  ].join('')
}

/** What servers answer. Loaded only with --as-server, since an answer may be a problem, in words. */
async function serverRowsOf(answer: CheckAnswer): Promise<Row[]> {
  if (!answer.server && !answer.servers) return []
  const { serverRows } = await import('./server-rows.js')
  return serverRows(answer)
}
