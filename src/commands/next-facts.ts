import type { CheckAnswer } from '../core/answer.js'
import { reissueFor } from '../core/decision/reissue.js'
import { ScopectlError } from '../core/errors.js'
import { withUsers } from '../io/load-catalog.js'
import type { Session } from './session.js'

/**
 * The facts for a suggested next line, which is only printed if it works. This reads the users file, which the answer
 * itself may not need, so it is only done if a person reads the answer.
 */
export async function nextFacts(
  answer: CheckAnswer,
  asked: Session,
): Promise<Pick<CheckAnswer, 'next'>> {
  const { options, ctx, keyed } = asked
  const { decision, token, met, subject, catalog } = answer
  const isRead = !options.json && !options.quiet && (options.format ?? 'text') === 'text'
  if (!isRead || !decision || met === true) return {}
  if (decision.decision === 'allow' && met === undefined) return {}
  if (keyed) return { next: { reissue: undefined } }
  try {
    const session = asked.loaded.users
      ? asked
      : asked.about(withUsers(asked.loaded, options, ctx, 'named'), {})
    const reissue =
      token && subject.kind === 'token'
        ? reissueFor(catalog, session.users, decision, token)
        : undefined
    return { next: { reissue: reissue && (await canSign(session)) ? reissue : undefined } }
  } catch (error) {
    if (!(error instanceof ScopectlError)) throw error
    return {}
  }
}

/** A key that verifies need not be one that signs; the development key is there, since it has verified. */
async function canSign({ catalog, keys }: Session): Promise<boolean> {
  if (catalog.token.key === undefined) return true
  try {
    await keys.signing()
    return true
  } catch (error) {
    if (error instanceof ScopectlError) return false
    throw error
  }
}
