import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { needsOf } from '../core/token/algorithms.js'
import { thumbprint } from '../core/token/key-rules.js'
import type { Algorithm, Jwk, Key } from '../core/token/model.js'

const RSA_BITS = 2048

/**
 * A fresh private key for the algorithm. Its kid is the RFC 7638 thumbprint; a secret has none, since the thumbprint
 * of a secret says something of it.
 */
export async function makeKey(algorithm: Algorithm): Promise<Key> {
  const { kty, crv, secretBytes } = needsOf(algorithm) as {
    kty: string
    crv?: string
    secretBytes?: number
  }
  if (kty === 'oct') {
    const k = randomBytes(secretBytes ?? 64).toString('base64url')
    return { kid: undefined, algorithm, jwk: { kty: 'oct', k } }
  }
  const jwk = { ...exported(kty, crv), alg: algorithm }
  const kid = await thumbprint(jwk)
  return { kid, algorithm, jwk: { ...jwk, kid } }
}

function exported(kty: string, crv: string | undefined): Jwk {
  const pair =
    kty === 'RSA'
      ? generateKeyPairSync('rsa', { modulusLength: RSA_BITS })
      : kty === 'EC'
        ? generateKeyPairSync('ec', { namedCurve: crv ?? 'P-256' })
        : generateKeyPairSync('ed25519')
  return pair.privateKey.export({ format: 'jwk' }) as Jwk
}
