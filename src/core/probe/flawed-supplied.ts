import { isAlgorithm } from '../token/algorithms.js'
import { encodeBase64url } from '../token/base64url.js'
import type { DecodedToken, JsonObject, Key } from '../token/model.js'
import { sign } from '../token/sign.js'

/** The flaws that can be made from a genuine token without the issuer's key. */
export const KEYLESS_FLAWS = ['wrong-key', 'bad-signature', 'alg-none'] as const
export type KeylessFlaw = (typeof KEYLESS_FLAWS)[number]

/** Those of a token that can be made: its algorithm may be one that scopectl cannot sign with. */
export const keylessFlaws = ({ header }: DecodedToken): readonly KeylessFlaw[] =>
  KEYLESS_FLAWS.filter((flaw) => flaw !== 'wrong-key' || isAlgorithm(header['alg']))

/**
 * The token with one defect. Header and claims stay as they are, except for what the flaw is about.
 * @param otherKey a fresh key for the token's algorithm, which nobody trusts
 */
export function flawSupplied(
  flaw: KeylessFlaw,
  { raw, header, claims }: DecodedToken,
  otherKey: Key,
): Promise<string> | string {
  const [, payload = '', signature = ''] = raw.split('.')
  switch (flaw) {
    case 'bad-signature': {
      // The first character: in the last one, some bits are not used.
      const first = signature.startsWith('A') ? 'B' : 'A'
      return `${raw.slice(0, raw.length - signature.length)}${first}${signature.slice(1)}`
    }
    case 'alg-none':
      return `${encode({ ...header, alg: 'none' })}.${payload}.`
    case 'wrong-key': {
      const { kid } = header
      const key = { ...otherKey, kid: typeof kid === 'string' ? kid : undefined }
      return sign(header, claims, key)
    }
  }
}

const encode = (part: JsonObject): string =>
  encodeBase64url(new TextEncoder().encode(JSON.stringify(part)))
