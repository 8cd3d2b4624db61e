import { needsOf } from './algorithms.js'
import type { Algorithm } from './model.js'

/** An algorithm for WebCrypto: it takes what it needs for the key, and for the signature. */
interface WebAlgorithm {
  readonly name: 'HMAC' | 'ECDSA' | 'Ed25519' | 'RSA-PSS' | 'RSASSA-PKCS1-v1_5'
  readonly hash: string
  readonly namedCurve?: string
  /** In bytes: as long as the digest (RFC 7518 §3.5). */
  readonly saltLength?: number
}

const NAMES = { oct: 'HMAC', EC: 'ECDSA', OKP: 'Ed25519' } as const
const known = new Map<Algorithm, WebAlgorithm>()

/** What WebCrypto calls an algorithm. */
export function webAlgorithm(algorithm: Algorithm): WebAlgorithm {
  const found = known.get(algorithm)
  if (found) return found
  const { kty, crv, hash } = needsOf(algorithm)
  const isPss = algorithm.startsWith('PS')
  const made: WebAlgorithm = {
    name: kty === 'RSA' ? (isPss ? 'RSA-PSS' : 'RSASSA-PKCS1-v1_5') : NAMES[kty],
    hash: `SHA-${hash}`,
    ...(kty === 'EC' && crv !== undefined ? { namedCurve: crv } : {}),
    ...(isPss ? { saltLength: hash / 8 } : {}),
  }
  known.set(algorithm, made)
  return made
}
