import { createPrivateKey, generateKeyPairSync, randomBytes } from 'node:crypto'
import { needsOf } from '../core/token/algorithms.js'
import { thumbprint } from '../core/token/key-rules.js'
import type { Algorithm, Jwk, Key } from '../core/token/model.js'

/**
 * A new private key for the algorithm. Its kid is the RFC 7638 thumbprint, never one that begins with `-`, which would
 * be read as a flag (`keys remove KID`). A secret has no kid, since its thumbprint would reveal something about it.
 */
export async function makeKey(algorithm: Algorithm): Promise<Key> {
  const { kty, crv, secretBytes } = needsOf(algorithm)
  if (kty === 'oct') {
    const k = randomBytes(secretBytes ?? 64).toString('base64url')
    return { kid: undefined, algorithm, jwk: { kty: 'oct', k } }
  }
  for (;;) {
    const jwk = { ...newKeyPair(kty, crv), alg: algorithm }
    const kid = await thumbprint(jwk)
    if (!kid.startsWith('-')) return { kid, algorithm, jwk: { ...jwk, kid } }
  }
}

const publicKeyEncoding = { type: 'spki', format: 'der' } as const
const privateKeyEncoding = { type: 'pkcs8', format: 'der' } as const
const RSA = { modulusLength: 2048, publicKeyEncoding, privateKeyEncoding }

/**
 * A new key pair as a JWK without kid and alg, through PKCS #8: Node 20 deadlocks if a generated key object is exported
 * as a JWK while the garbage collector finalizes the job that generated it, since both need the key's lock (seen once
 * in a hundred runs).
 */
export function newKeyPair(kty: 'RSA' | 'EC' | 'OKP', crv = 'P-256'): Jwk {
  const key = createPrivateKey({ key: pkcs8(kty, crv), format: 'der', type: 'pkcs8' })
  return key.export({ format: 'jwk' }) as Jwk
}

function pkcs8(kty: 'RSA' | 'EC' | 'OKP', namedCurve: string): Buffer {
  switch (kty) {
    case 'RSA':
      return generateKeyPairSync('rsa', RSA).privateKey
    case 'EC':
      return generateKeyPairSync('ec', { namedCurve, publicKeyEncoding, privateKeyEncoding })
        .privateKey
    case 'OKP':
      return generateKeyPairSync('ed25519', { publicKeyEncoding, privateKeyEncoding }).privateKey
  }
}
