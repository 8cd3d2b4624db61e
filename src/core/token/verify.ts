import { ScopectlError } from '../errors.js'
import { type Problem, problem } from '../problem.js'
import type { SecretSpelling } from '../problems/token.js'
import { accepts } from './algorithms.js'
import { decodeBase64url } from './base64url.js'
import { checkClaims, type Moment, noteClaims } from './check-claims.js'
import { checkHeader } from './check-header.js'
import { MAX_LEEWAY } from './clock-skew.js'
import { readCompact } from './compact.js'
import { cut } from './found.js'
import { checkKey, isWeak } from './key-rules.js'
import type { Key, Rejected, Trust, Verified, VerifiedToken } from './model.js'
import { bySeverity } from './refusal-order.js'
import { spellingOf } from './secret-spelling.js'
import { isSignedBy, type SignatureCheck } from './signature-holds.js'
import { signatureLength } from './signature-length.js'
import { otherKinds } from './token-kinds.js'

export type { Moment } from './check-claims.js'
export { MAX_LEEWAY } from './clock-skew.js'

/**
 * Verifies a token against what is trusted (RFC 8725 §3), and lists every check that fails, not only the first: strict
 * form, algorithm, key, signature, header and claims. A malformed token has only that reason.
 *
 * NOT checked: scopes, revocation, replay (`jti`), who `sub` is. Nothing is fetched or decrypted.
 *
 * @param text the token alone, without `Bearer ` or line ends
 * @param trust the one algorithm, the keys, issuers and audiences
 * @param at `now` in seconds since 1970, and `leeway` in seconds: 0 to 300
 * @returns the verified token, which `decide` takes, or the refusals, the leading reason first
 * @throws ScopectlError `key-none-for` if no key is for the algorithm, or what is wrong with a key; RangeError if `at`
 * is not a time. These depend on `trust` and `at` alone: no token text makes it throw
 * @example
 * ```ts
 * import { sign, verify } from 'scopectl'
 *
 * const key = { kid: undefined, algorithm: 'HS256', jwk: { kty: 'oct', k: 'c2NvcGVjdGwg'.repeat(4) } } as const
 * const trust = { algorithm: 'HS256', keys: [key], issuers: ['https://idp.test'], audiences: 'any' } as const
 * const token = await sign({}, { iss: 'https://idp.test', sub: 'alice', exp: 2_000 }, key)
 * const good = await verify(token, trust, { now: 1_999, leeway: 0 })
 * good.kind // => 'verified'
 * const late = await verify(token, { ...trust, issuers: [] }, { now: 2_000, leeway: 0 })
 * late.kind === 'rejected' && late.refusals.map(({ reason }) => reason) // => ['expired', 'wrong-issuer']
 * await verify(token, { ...trust, keys: [] }, { now: 1_999, leeway: 0 }) // throws ScopectlError: key-none-for
 * ```
 */
export async function verify(text: string, trust: Trust, at: Moment): Promise<Verified | Rejected> {
  checkMoment(at)
  return (await examine(text, trust))(at)
}

/** The rest of `verify` for a token whose signature has been checked, at any time. */
export type Examined = (at: Moment) => Verified | Rejected

/**
 * The part of `verify` that does not depend on the time: a token that is used many times is only examined once. All of
 * `verify` is in this function and the one that it returns.
 *
 * @param holds verifies the signature of a token in its strict form
 * @throws as verify
 */
export async function examine(
  text: string,
  trust: Trust,
  holds: SignatureCheck = isSignedBy,
): Promise<Examined> {
  const keys = usableKeys(trust)
  const read = readCompact(text)
  if (!read.ok) {
    const refusals = [{ reason: 'malformed', detail: read.detail }] as const
    return () => ({ kind: 'rejected', refusals, token: undefined, notes: [] })
  }
  const { token } = read
  const headerCheck = checkHeader(token, trust, keys)
  const badSignature = headerCheck.key && (await checkSignature(text, headerCheck.key, holds))
  const kinds = otherKinds(token)
  return (at) => {
    checkMoment(at)
    const found = [...headerCheck.refusals, ...checkClaims(token, trust, at)]
    if (badSignature) found.push({ reason: 'bad-signature', detail: badSignature })
    const [leading, ...others] = bySeverity(found)
    const notes = [...kinds, ...noteClaims(token, at)]
    if (leading) return { kind: 'rejected', refusals: [leading, ...others], token, notes }
    // With no reason to refuse the token, there is a key and the signature is valid.
    if (!headerCheck.key) throw new Error('a token was neither refused nor verified')
    return { kind: 'verified', token: token as unknown as VerifiedToken, notes }
  }
}

/** The problem, or undefined if the key's signature covers exactly this header and payload. */
async function checkSignature(
  text: string,
  key: Key,
  holds: SignatureCheck,
): Promise<Problem | undefined> {
  const { algorithm } = key
  const kid = key.kid === undefined ? undefined : cut(key.kid)
  const wrongLength = signatureLength(text, algorithm)
  if (wrongLength) return wrongLength
  if (await holds(text, key)) return undefined
  return problem('token-signature', { algorithm, kid, ...secretOf(key) })
}

function secretOf({ jwk: { kty, k } }: Key): { secret?: SecretSpelling } {
  const bytes = kty === 'oct' && k !== undefined ? decodeBase64url(k) : undefined
  return bytes instanceof Uint8Array ? { secret: spellingOf(bytes) } : {}
}

const usable = new WeakMap<Trust, readonly Key[]>()

function usableKeys(trust: Trust): readonly Key[] {
  const known = usable.get(trust)
  if (known) return known
  const { algorithm } = trust
  const keys = trust.keys.filter(
    (key) => accepts(algorithm, key.algorithm) || accepts(key.algorithm, algorithm),
  )
  if (keys.length === 0) {
    const found = trust.keys.map((key) => key.algorithm)
    throw new ScopectlError([problem('key-none-for', { algorithm, found })])
  }
  const unfit = keys
    .flatMap((key) => checkKey(key.jwk, key.algorithm, 'verify'))
    .filter((one) => !isWeak(one))
  if (unfit.length > 0) throw new ScopectlError(unfit)
  usable.set(trust, keys)
  return keys
}

function checkMoment({ now, leeway }: Moment): void {
  if (!Number.isFinite(now)) throw new RangeError('now is not a finite number of seconds')
  if (!(leeway >= 0 && leeway <= MAX_LEEWAY))
    throw new RangeError(`leeway is not in 0 to ${MAX_LEEWAY} seconds`)
}
