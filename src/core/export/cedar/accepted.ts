import type { PolicyTokens } from '../policy.js'
import { hasOne, quoted, setOf } from './text.js'

/**
 * Conditions for a token that is accepted, of its claims. They are part of every permit: Cedar skips a policy whose
 * condition fails with an error, so that a forbid with the same conditions would open routes.
 */
export const acceptedToken = (tokens: PolicyTokens): string[] => [
  'context has token',
  ...timesOf(tokens),
  ...issuerOf(tokens),
  ...audienceOf(tokens),
  tokens.subject === 'required'
    ? 'context.token has sub && context.token.sub != ""'
    : ifPresent('sub', 'context.token.sub != ""'),
]

/** The clock is moved, not the claim: that would be an error for the largest numbers. */
function timesOf({ leeway }: PolicyTokens): string[] {
  const [early, late] =
    leeway === 0
      ? ['context.now', 'context.now']
      : [`context.now + ${leeway}`, `context.now - ${leeway}`]
  return [
    `context.token has exp && ${late} < context.token.exp`,
    ifPresent('nbf', `context.token.nbf <= ${early}`),
    ifPresent('iat', `context.token.iat <= ${early}`),
  ]
}

/** The validator follows `has` through `if`, but not through `!` and `||`. */
const ifPresent = (claim: string, condition: string): string =>
  `(if context.token has ${claim} then ${condition} else true)`

function issuerOf({ issuers }: PolicyTokens): string[] {
  if (issuers === 'any') return []
  if (issuers.length === 0) return ['!(context.token has iss)']
  const [only, ...others] = issuers
  const isTrusted =
    only !== undefined && others.length === 0
      ? `context.token.iss == ${quoted(only)}`
      : `${setOf(issuers)}.contains(context.token.iss)`
  return [`context.token has iss && ${isTrusted}`]
}

function audienceOf({ audiences }: PolicyTokens): string[] {
  if (audiences === 'any') return []
  if (audiences.length === 0) return ['!(context.token has aud)']
  return [`context.token has aud && ${hasOne('context.token.aud', audiences)}`]
}
