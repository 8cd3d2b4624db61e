import type { CheckAnswer } from '../core/answer.js'
import type { Decision } from '../core/decision/decide.js'
import { problem } from '../core/problem.js'
import type { Failed } from './refusals.js'
import type { Style } from './style.js'

/** `allow`, `deny 403 insufficient_scope`, `deny 401 expired`: the stable part of a text answer. */
export const verdict = (decision: Decision): string =>
  decision.decision === 'allow' ? 'allow' : `deny ${decision.status} ${decision.reasons[0].code}`

/** The first line: the verdict; with --at-most alone, whether the token is within the limit. */
export function headline(answer: CheckAnswer, style: Style): string {
  const { decision, atMost } = answer
  if (decision)
    return (decision.decision === 'allow' ? style.good : style.bad)(style.bold(verdict(decision)))
  if (!atMost?.surplus)
    return style.bad(style.bold(`refused ${failedChecks(answer)[0]?.reason ?? 'no-token'}`))
  const [paint, words] =
    atMost.surplus.length === 0 ? [style.good, 'within the limit'] : [style.bad, 'over the limit']
  return paint(style.bold(words))
}

/** Every reason why no token was accepted; empty if one was, or none was checked. */
export function failedChecks({
  decision,
  refusals,
  subject,
  atMost,
}: CheckAnswer): readonly Failed[] {
  if (decision) {
    if (decision.decision === 'allow' || decision.status === 403) return []
    return decision.reasons.map(({ code, detail }) => ({ reason: code, detail }))
  }
  if (refusals.length > 0 || atMost?.surplus) return refusals
  const { kind, name } = subject
  const isDisabled = name !== null && (kind === 'user' || kind === 'client')
  const detail = isDisabled ? problem('subject-disabled', { kind, name }) : problem('no-token', {})
  return [{ reason: 'no-token', detail }]
}
