import type { Problem } from '../problem.js'
import type { Refusal } from './model.js'

/** RFC 7519 §4.1.4: "usually no more than a few minutes". */
export const MAX_LEEWAY = 300
const ROUND = [30, 60, 120, 180, 240, MAX_LEEWAY]
/** By the time the question is asked again, an expired token is a little older. */
const TO_ASK_AGAIN = 10

/** Adds to each failed time check the leeway with which none of them would fail, if that much leeway is allowed. */
export function withEnoughLeeway(refusals: readonly Refusal[]): Refusal[] {
  const skews = refusals.flatMap(({ detail }) => skewOf(detail) ?? [])
  const most = Math.max(0, ...skews.map(({ seconds }) => seconds))
  const isEnough = skews.every(({ seconds, past }) =>
    past ? seconds < MAX_LEEWAY : seconds <= MAX_LEEWAY,
  )
  if (!isEnough || skews.length === 0) return [...refusals]
  const wanted = most + (skews.some(({ past }) => past) ? TO_ASK_AGAIN : 0)
  const enough = ROUND.find((seconds) => seconds >= wanted) ?? MAX_LEEWAY
  return refusals.map((refusal) => {
    const { detail } = refusal
    if (!skewOf(detail)) return refusal
    return { ...refusal, detail: { ...detail, args: { ...detail.args, enough } } as Problem }
  })
}

function skewOf({ code, args }: Problem): { seconds: number; past: boolean } | undefined {
  switch (code) {
    case 'token-expired':
      return { seconds: args.now - args.exp, past: true }
    case 'token-not-yet-valid':
      return { seconds: args.nbf - args.now, past: false }
    case 'token-issued-in-future':
      return { seconds: args.iat - args.now, past: false }
    default:
      return undefined
  }
}
