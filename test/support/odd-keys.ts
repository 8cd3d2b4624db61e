import type { OddToken } from '../../src/core/as-server/odd-tokens.js'
import { needsOf } from '../../src/core/token/algorithms.js'
import type { Algorithm, Jwk } from '../../src/core/token/model.js'
import { newKeyPair } from '../../src/io/make-key.js'
import { rawSigner } from '../../src/io/raw-signer.js'

export type KeyAlgorithm = 'RS256' | 'ES256' | 'EdDSA'

export function newKey(algorithm: KeyAlgorithm, members: object): Jwk {
  const { kty, crv } = needsOf(algorithm)
  if (kty === 'oct') throw new Error(`${algorithm} has no key pair`)
  return { ...newKeyPair(kty, crv), ...members }
}

/** The other keys of a set. */
export function othersFor(algorithm: KeyAlgorithm): Record<string, Jwk> {
  const other = algorithm === 'ES256' ? 'RS256' : 'ES256'
  return {
    second: newKey(algorithm, { kid: 'second', alg: algorithm, use: 'sig' }),
    other: newKey(other, { kid: 'other', alg: other, use: 'sig' }),
    // Without `alg`, and as Keycloak publishes it.
    enc: newKey(algorithm, { kid: 'enc', use: 'enc' }),
    oaep: newKey('RS256', { kid: 'oaep', use: 'enc', alg: 'RSA-OAEP' }),
  }
}

/** Tokens with these claims by keys of the set, each named in the right or in a wrong way. */
export function oddKeys(
  algorithm: KeyAlgorithm,
  { first, second, other, enc, oaep }: Record<string, Jwk>,
  claims: object,
): OddToken[] {
  const by = (jwk: Jwk | undefined, kid: string | undefined, alg: Algorithm = algorithm) => {
    if (!jwk) return undefined
    const { sign } = rawSigner({ jwk, algorithm: alg, kid })
    const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
    const input = `${encode({ alg, typ: 'JWT', kid })}.${encode(claims)}`
    return `${input}.${Buffer.from(sign(input)).toString('base64url')}`
  }
  const otherAlg = (other?.alg ?? algorithm) as Algorithm
  const table = {
    'by the first key': by(first, 'first'),
    'by the first key, without kid': by(first, undefined),
    'by the second key': by(second, 'second'),
    'by the second key, without kid': by(second, undefined),
    'by the second key, with the kid of the first': by(second, 'first'),
    'by the second key, with an unknown kid': by(second, 'nobody'),
    'by the key for another algorithm': by(other, 'other', otherAlg),
    'by the key for another algorithm, without kid': by(other, undefined, otherAlg),
    'by the key for another algorithm, with the kid of the first': by(other, 'first', otherAlg),
    'by the first key, with the kid of the one for another algorithm': by(first, 'other'),
    'by the key for encryption': by(enc, 'enc'),
    'by the key for encryption, without kid': by(enc, undefined),
    'by the key for RSA-OAEP': by(oaep, 'oaep', 'RS256'),
    'by the first key, with the kid of the one for encryption': by(first, 'enc'),
  }
  return Object.entries(table).flatMap(([what, token]) =>
    token === undefined ? [] : [{ what, token }],
  )
}
