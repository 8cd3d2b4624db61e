import { isAlgorithm } from './algorithms.js'
import { checkClaims, type Moment, noteClaims } from './check-claims.js'
import { checkHeader } from './check-header.js'
import { readCompact } from './compact.js'
import { own } from './found.js'
import type { Algorithm, DecodedToken, Key, Rejected, Trust } from './model.js'
import { bySeverity } from './refusal-order.js'
import { signatureLength } from './signature-length.js'
import { otherKinds } from './token-kinds.js'

/** A token whose form, header and claims are acceptable. Nothing is known about who signed it. */
export interface Unsigned {
  readonly kind: 'signature-not-checked'
  readonly token: DecodedToken
  readonly notes: Rejected['notes']
}

/** What is trusted, apart from the key. Without an algorithm, any known one may be in the header, but never `none`. */
export type TrustWithoutKey = Omit<Trust, 'keys' | 'algorithm'> & {
  readonly algorithm: Algorithm | undefined
}

/**
 * Every check of `verify` except those that need a key, for readers who do not have it.
 *
 * NOT checked: the signature beyond its length, and whether the key of `kid` exists. So it never returns a VerifiedToken, and nothing may be
 * allowed because of its answer.
 */
export function checkWithoutKey(
  text: string,
  trust: TrustWithoutKey,
  at: Moment,
): Unsigned | Rejected {
  const read = readCompact(text)
  if (!read.ok) {
    const refusals = [{ reason: 'malformed', detail: read.detail }] as const
    return { kind: 'rejected', refusals, token: undefined, notes: [] }
  }
  const { token } = read
  const alg = own(token.header, 'alg')
  const algorithm = trust.algorithm ?? (isAlgorithm(alg) ? alg : 'ES256')
  // A key without a kid fits every kid, so only what the token says of itself is judged.
  const anyKey: Key = { kid: undefined, algorithm, jwk: { kty: 'EC' } }
  const header = checkHeader(token, { algorithm, type: trust.type }, [anyKey])
  const claims = checkClaims(token, { ...trust, algorithm, keys: [anyKey] }, at)
  const wrongLength = header.key && signatureLength(text, algorithm)
  const cut = wrongLength ? [{ reason: 'bad-signature', detail: wrongLength } as const] : []
  const [leading, ...others] = bySeverity([...header.refusals, ...claims, ...cut])
  const notes = [...otherKinds(token), ...noteClaims(token, at)]
  if (leading) return { kind: 'rejected', refusals: [leading, ...others], token, notes }
  return { kind: 'signature-not-checked', token, notes }
}
