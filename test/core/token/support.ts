import { constants, createHmac, createPrivateKey, sign } from 'node:crypto'
import type { Reason } from '../../../src/core/reason.js'
import { needsOf } from '../../../src/core/token/algorithms.js'
import type { Algorithm, Jwk, Key, Trust } from '../../../src/core/token/model.js'
import { ALGORITHMS } from '../../../src/core/token/model.js'
import { verify } from '../../../src/core/token/verify.js'
import { newKeyPair } from '../../../src/io/make-key.js'

export const NOW = 1_800_000_000
export const AT = { now: NOW, leeway: 0 }

export const GOOD = {
  sub: 'alice',
  iss: 'https://idp.test',
  aud: 'items-api',
  iat: NOW - 10,
  exp: NOW + 900,
}

export function newKey(algorithm: Algorithm, kid: string | undefined = 'k1'): Key {
  return { kid, algorithm, jwk: newJwk(algorithm) }
}

function newJwk(algorithm: Algorithm): Jwk {
  const { kty, crv, hash } = needsOf(algorithm)
  if (kty === 'oct') {
    const secret = crypto.getRandomValues(new Uint8Array(hash / 8))
    return { kty, k: Buffer.from(secret).toString('base64url') }
  }
  return newKeyPair(kty, crv)
}

const rsa = newJwk('RS256')
/** One key for each algorithm, made for this run; the RSA algorithms share one. */
export const KEYS = Object.fromEntries(
  ALGORITHMS.map((algorithm) => [
    algorithm,
    needsOf(algorithm).kty === 'RSA' ? { kid: 'k1', algorithm, jwk: rsa } : newKey(algorithm),
  ]),
) as { readonly [A in Algorithm]: Key }

export function trustOf(key: Key, more: Partial<Trust> = {}): Trust {
  return {
    algorithm: key.algorithm,
    keys: [key],
    issuers: ['https://idp.test'],
    audiences: ['items-api'],
    ...more,
  }
}

export function encode(part: string | Uint8Array | object): string {
  const bytes =
    part instanceof Uint8Array ? part : typeof part === 'string' ? part : JSON.stringify(part)
  return Buffer.from(bytes as string).toString('base64url')
}

/**
 * A valid signature over any text, however wrong, so that the token can only be refused for what is wrong with the
 * text.
 */
export function signRaw(input: string, { algorithm, jwk }: Key): Buffer {
  const { kty, hash } = needsOf(algorithm)
  const data = Buffer.from(input)
  if (kty === 'oct')
    return createHmac(`sha${hash}`, Buffer.from(jwk.k ?? '', 'base64url'))
      .update(data)
      .digest()
  const key = createPrivateKey({ key: jwk as unknown as Record<string, string>, format: 'jwk' })
  if (kty === 'OKP') return sign(null, data, key)
  if (kty === 'EC') return sign(`sha${hash}`, data, { key, dsaEncoding: 'ieee-p1363' })
  const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: hash / 8 }
  return sign(`sha${hash}`, data, { key, ...(algorithm.startsWith('PS') ? pss : {}) })
}

/** Header and payload as given (an object, a text, or bytes), with a valid signature. */
export function forge(
  header: string | object,
  payload: string | object | Uint8Array,
  key: Key,
): string {
  const input = `${encode(header)}.${encode(payload)}`
  return `${input}.${signRaw(input, key).toString('base64url')}`
}

export async function reasons(text: string, trust: Trust): Promise<Reason[]> {
  const answer = await verify(text, trust, AT)
  return answer.kind === 'verified' ? [] : answer.refusals.map(({ reason }) => reason)
}

export async function detailOf(text: string, trust: Trust): Promise<unknown> {
  const answer = await verify(text, trust, AT)
  return answer.kind === 'verified' ? undefined : answer.refusals.map(({ detail }) => detail)
}

export const headerOf = (key: Key) => ({
  alg: key.algorithm,
  ...(key.kid ? { kid: key.kid } : {}),
  typ: 'JWT',
})
export const partsOf = (token: string) => token.split('.') as [string, string, string]
