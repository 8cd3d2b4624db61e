import { compactVerify } from 'jose/jws/compact/verify'
import { ScopectlError } from '../errors.js'
import { type Problem, problem } from '../problem.js'
import type { SecretSpelling } from '../problems/token.js'
import { REASONS } from '../reason.js'
import { accepts, namesOf, needsOf } from './algorithms.js'
import { decodeBase64url } from './base64url.js'
import { checkClaims, type Moment, noteClaims } from './check-claims.js'
import { checkHeader } from './check-header.js'
import { MAX_LEEWAY } from './clock-skew.js'
import { type CompactToken, readCompact } from './compact.js'
import { cut } from './found.js'
import { keyMaterial } from './key-material.js'
import { checkKey, isWeak } from './key-rules.js'
import type { Key, Rejected, Trust, Verified, VerifiedToken } from './model.js'

import { spellingOf } from './secret-spelling.js'
import { otherKinds } from './token-kinds.js'

export type { Moment } from './check-claims.js'
export { MAX_LEEWAY } from './clock-skew.js'

/**
 * Verifies a token against what is trusted, and says everything that is wrong with it, not the first
 * thing only: strict form, algorithm, key, signature, header and claims. A token that is malformed has
 * no other reason. No text makes it throw: a thrown error is about `trust` or `at`, and never a verdict.
 *
 * A `ScopectlError` says that no key of `trust` is for its algorithm, or that one of them is unfit
 * (`checkKey`, weak secrets excepted); both whatever the token is.
 *
 * NOT checked: scopes, revocation, replay (`jti`), who `sub` is. Nothing is fetched or decrypted.
 */
export async function verify(text: string, trust: Trust, at: Moment): Promise<Verified | Rejected> {
  checkMoment(at)
  const keys = usableKeys(trust)
  const read = readCompact(text)
  if (!read.ok) {
    const refusals = [{ reason: 'malformed', detail: read.detail }] as const
    return { kind: 'rejected', refusals, token: undefined, notes: [] }
  }
  const { signature: _, ...token } = read.token
  const headerCheck = checkHeader(token, trust.algorithm, keys)
  const badSignature = headerCheck.key && (await checkSignature(read.token, headerCheck.key))
  const found = [...headerCheck.refusals, ...checkClaims(token, trust, at)]
  if (badSignature) found.push({ reason: 'bad-signature', detail: badSignature })
  const [leading, ...others] = found.sort(
    (a, b) => REASONS.indexOf(a.reason) - REASONS.indexOf(b.reason),
  )
  const notes = [...otherKinds(token), ...noteClaims(token, at)]
  if (leading) return { kind: 'rejected', refusals: [leading, ...others], token, notes }
  // Without a reason to refuse it there is a key, and its signature holds.
  if (!headerCheck.key) throw new Error('a token was neither refused nor verified')
  return { kind: 'verified', token: token as unknown as VerifiedToken, notes }
}

/** The problem, or undefined where the signature is the key's own over exactly this header and payload. */
async function checkSignature(
  { raw, signature }: CompactToken,
  key: Key,
): Promise<Problem | undefined> {
  const { algorithm } = key
  const kid = key.kid === undefined ? undefined : cut(key.kid)
  const needed = needsOf(algorithm).signatureBytes
  if (needed !== undefined && signature.length !== needed) {
    const der = needsOf(algorithm).kty === 'EC' && signature[0] === 0x30
    return problem('token-signature-length', { algorithm, found: signature.length, needed, der })
  }
  try {
    await compactVerify(raw, keyMaterial(key.jwk).public, { algorithms: namesOf(algorithm) })
    return undefined
  } catch (error) {
    if (!isMismatch(error)) throw error
    return problem('token-signature', { algorithm, kid, ...secretOf(key) })
  }
}

function secretOf({ jwk: { kty, k } }: Key): { secret?: SecretSpelling } {
  const bytes = kty === 'oct' && k !== undefined ? decodeBase64url(k) : undefined
  return bytes instanceof Uint8Array ? { secret: spellingOf(bytes) } : {}
}

function isMismatch(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    error.code === 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED'
  )
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
