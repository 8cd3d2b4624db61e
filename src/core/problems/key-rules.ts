import type { RecognizedKey } from './recognized-key.js'

/** Problems with a key itself, wherever it came from. No argument ever contains bytes of a secret or private key. */
export interface KeyRuleProblems {
  /** The key has another type than the algorithm needs. */
  'key-type': { algorithm: string; needs: string; found: string }
  'key-member': { kty: string; member: string; what: 'missing' | 'invalid' }
  'key-public-only': { kty: string }
  'key-pinned': { algorithm: string; found: string }
  'key-use': { use: string }
  'key-ops': { needs: 'sign' | 'verify'; found: readonly string[] }
  'rsa-short': { bits: number; needed: number }
  'rsa-long': { bits: number; limit: number }
  'rsa-exponent': { what: 'one' | 'even' | 'long' }
  /** Anybody can compute the private key. */
  'rsa-modulus': { what: 'small-factor' | 'close-factors' | 'prime' }
  'ec-off-curve': { crv: string }
  'ed25519-point': { fault: PointFault }
  /** The private part does not belong to the public one. */
  'key-torn': { kty: string }
  /** None of the trusted keys is for the accepted algorithm. */
  'key-none-for': { algorithm: string; found: readonly string[] }

  /** Nothing, or nothing but zeros. */
  'secret-empty': { bytes: number }
  'secret-looks-like': RecognizedKey
  'secret-short': { algorithm: string; bytes: number; needed: number }
  'secret-well-known': { name: string; bytes: number; needed: number }
}

/** Why 32 bytes are not an Ed25519 public key that only its owner can sign for. */
export type PointFault = 'non-canonical' | 'not-on-curve' | 'small-order'
