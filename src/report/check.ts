import type { CheckAnswer } from '../core/answer.js'
import { differenceText, serverVerdict } from './as-server.js'
import { challengeRows, limitText } from './check-rows.js'
import { headline, verdict } from './check-verdict.js'
import { bodyText, nextStepText, whyText } from './check-why.js'
import { marked, rowsText } from './rows.js'
import type { Style } from './style.js'

/** The answer, why, and what to do next; in a batch, one line, followed by any requested details. */
export async function text(answer: CheckAnswer, style: Style): Promise<string> {
  if (answer.line !== undefined) return batchLine(answer, answer.line, style)
  return [
    `${headline(answer, style)}\n`,
    expectationText(answer, style),
    differenceText(answer, style),
    await whyText(answer, style),
    nextStepText(answer, style),
  ].join('')
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
