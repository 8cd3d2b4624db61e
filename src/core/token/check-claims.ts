import { type Problem, problem } from '../problem.js'
import { withEnoughLeeway } from './clock-skew.js'
import { cut, foundIn, own } from './found.js'
import {
  asWritten,
  type DecodedToken,
  type Json,
  type JsonObject,
  type Refusal,
  type Trust,
} from './model.js'
import { nearMiss } from './near-miss.js'
import type { Written } from './written-number.js'

/** The time of the question in seconds, and how far clocks may differ. */
export interface Moment {
  readonly now: number
  readonly leeway: number
}

/**
 * Returns every claim check that fails: `exp` (required), `nbf` and `iat` as finite numbers, and now in [nbf - leeway,
 * exp + leeway) (RFC 7519 §4.1.4 to 4.1.6); `iss` and `aud` as exact members of the trusted ones, and a token that
 * carries one although none is trusted is refused (§4.1.1, §4.1.3); `sub` as a non-empty string (RFC 9068 §2.2),
 * missing only if the trust says that it is optional.
 *
 * NOT checked: `jti`, `client_id`, and scopes. Nothing is compared loosely: case, trailing slashes and Unicode forms
 * are not normalised.
 */
export function checkClaims(token: DecodedToken, trust: Trust, at: Moment): Refusal[] {
  return [...checkTimes(token, at), ...checkParties(token, trust)]
}

function checkTimes(token: DecodedToken, { now, leeway }: Moment): Refusal[] {
  const { claims } = token
  const refusals: Refusal[] = []
  for (const claim of ['exp', 'nbf', 'iat'] as const) {
    const value = own(claims, claim)
    if (value === undefined ? claim === 'exp' : !isTime(value)) {
      refusals.push({
        reason: 'bad-claim',
        detail: problem('token-claim', { claim, found: foundIn(shownClaim(token, claim)) }),
      })
    }
  }
  const { exp, nbf, iat } = times(claims)
  if (exp !== undefined && now >= exp + leeway) {
    refusals.push({
      reason: 'expired',
      detail: problem('token-expired', { exp, now, leeway, iat }),
    })
  }
  if (nbf !== undefined && now < nbf - leeway) {
    refusals.push({
      reason: 'not-yet-valid',
      detail: problem('token-not-yet-valid', { nbf, now, leeway }),
    })
  }
  if (iat !== undefined && iat > now + leeway) {
    refusals.push({
      reason: 'issued-in-future',
      detail: problem('token-issued-in-future', { iat, now, leeway }),
    })
  }
  return withEnoughLeeway(refusals)
}

function checkParties(token: DecodedToken, trust: Trust): Refusal[] {
  const { claims } = token
  const { issuers, audiences, byFlags, profile } = trust
  const found = (claim: string) => foundIn(shownClaim(token, claim))
  const refusals: Refusal[] = []
  const [iss, aud, sub] = [own(claims, 'iss'), own(claims, 'aud'), own(claims, 'sub')]
  if (issuers !== 'any' && !(issuers.length === 0 ? iss === undefined : isOneOf(iss, issuers))) {
    const miss = nearMiss(texts(iss), issuers)
    const detail = problem('token-issuer', {
      found: found('iss'),
      expected: issuers,
      miss,
      byFlags,
      profile,
    })
    refusals.push({ reason: 'wrong-issuer', detail })
  }
  if (
    audiences !== 'any' &&
    !(audiences.length === 0 ? aud === undefined : names(aud, audiences))
  ) {
    const several = isStrings(aud) ? { audiences: aud.slice(0, 20).map(cut) } : {}
    const detail = problem('token-audience', {
      found: found('aud'),
      ...several,
      expected: audiences,
      miss: nearMiss(texts(aud), audiences),
      byFlags,
      profile,
    })
    refusals.push({ reason: 'wrong-audience', detail })
  }
  const isOptional = trust.subject === 'optional' && sub === undefined
  if (!isOptional && (typeof sub !== 'string' || sub === '')) {
    refusals.push({
      reason: 'no-subject',
      detail: problem('token-subject', { found: found('sub'), byFlags, profile }),
    })
  }
  return refusals
}

/** The year 5138 in seconds; 1973 in milliseconds. */
const FAR = 1e11

/** Oddities in the claims for which the token is not refused. */
export function noteClaims(token: DecodedToken, { now, leeway }: Moment): Problem[] {
  const notes: Problem[] = []
  const { exp, nbf, iat } = times(token.claims)
  for (const [claim, value] of [
    ['exp', exp],
    ['nbf', nbf],
    ['iat', iat],
  ] as const) {
    if (value === undefined || value < FAR) continue
    const digits = String(foundIn(shownClaim(token, claim)).value ?? value)
    notes.push(problem('token-milliseconds', { claim, value, digits }))
  }
  if (exp !== undefined && now >= exp && now < exp + leeway) {
    notes.push(problem('token-leeway', { claim: 'exp', seconds: now - exp, leeway }))
  }
  if (nbf !== undefined && now < nbf && now >= nbf - leeway) {
    notes.push(problem('token-leeway', { claim: 'nbf', seconds: nbf - now, leeway }))
  }
  if (iat !== undefined && iat > now && iat <= now + leeway) {
    notes.push(problem('token-leeway', { claim: 'iat', seconds: iat - now, leeway }))
  }
  return notes
}

/** The claim in its original digits, as a message shows it. */
const shownClaim = (token: DecodedToken, claim: string): Written | undefined =>
  own(asWritten(token).claims, claim)

type Time = number | undefined

function times(claims: JsonObject): { readonly exp: Time; readonly nbf: Time; readonly iat: Time } {
  const time = (claim: string): Time => {
    const value = own(claims, claim)
    return isTime(value) ? value : undefined
  }
  return { exp: time('exp'), nbf: time('nbf'), iat: time('iat') }
}

/** Numbers only: `[n]` and `"n"` would compare as numbers too. */
function isTime(value: Json | undefined): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}

function isOneOf(value: Json | undefined, trusted: readonly string[]): boolean {
  return typeof value === 'string' && trusted.includes(value)
}

function names(aud: Json | undefined, trusted: readonly string[]): boolean {
  return isStrings(aud) ? aud.some((one) => trusted.includes(one)) : isOneOf(aud, trusted)
}

/** What can be compared, and shown whole. */
const texts = (value: Json | undefined): string[] =>
  [value]
    .flat()
    .filter((one): one is string => typeof one === 'string' && one.length <= 200)
    .slice(0, 20)

function isStrings(value: Json | undefined): value is readonly string[] {
  return Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string')
}
