import { ALGORITHMS, type Algorithm, type Jwk } from './model.js'

/** What an algorithm requires of its key and of a signature (RFC 7518 §3, RFC 8037 §3.1). */
export interface AlgorithmNeeds {
  readonly kty: Jwk['kty']
  readonly crv?: string
  /** The size of the digest in bits; EdDSA uses its own. */
  readonly hash: 256 | 384 | 512
  /** The exact length in bytes; for RSA, that of the modulus. */
  readonly signatureBytes?: number
  /** RFC 7518 §3.2: a secret must be at least as long as the hash. */
  readonly secretBytes?: number
}

const RSA = { kty: 'RSA' } as const
const EC = { kty: 'EC' } as const
/** No other curve is used: an Ed448 key matches neither name. */
const ED25519 = { kty: 'OKP', crv: 'Ed25519' } as const

const NEEDS: { readonly [A in Algorithm]: AlgorithmNeeds } = {
  HS256: { kty: 'oct', hash: 256, signatureBytes: 32, secretBytes: 32 },
  HS384: { kty: 'oct', hash: 384, signatureBytes: 48, secretBytes: 48 },
  HS512: { kty: 'oct', hash: 512, signatureBytes: 64, secretBytes: 64 },
  RS256: { ...RSA, hash: 256 },
  RS384: { ...RSA, hash: 384 },
  RS512: { ...RSA, hash: 512 },
  PS256: { ...RSA, hash: 256 },
  PS384: { ...RSA, hash: 384 },
  PS512: { ...RSA, hash: 512 },
  ES256: { ...EC, crv: 'P-256', hash: 256, signatureBytes: 64 },
  ES384: { ...EC, crv: 'P-384', hash: 384, signatureBytes: 96 },
  ES512: { ...EC, crv: 'P-521', hash: 512, signatureBytes: 132 },
  EdDSA: { ...ED25519, hash: 512, signatureBytes: 64 },
  Ed25519: { ...ED25519, hash: 512, signatureBytes: 64 },
}

export function needsOf(algorithm: Algorithm): AlgorithmNeeds {
  return NEEDS[algorithm]
}

/** Exact and case-sensitive (RFC 7515 §4.1.1); `none` and encryption algorithms are not included. */
export function isAlgorithm(name: unknown): name is Algorithm {
  return (ALGORITHMS as readonly unknown[]).includes(name)
}

/**
 * Whether a key or catalog pinned to one algorithm accepts a token with this `alg`: an exact, case-sensitive name.
 * `EdDSA` is the old name for all curves, of which only Ed25519 is used here, so it accepts both names of the same
 * algorithm (RFC 9864 §2.2); `Ed25519` is the exact name and accepts only itself.
 */
export const accepts = (pinned: Algorithm, alg: unknown): boolean =>
  alg === pinned || (pinned === 'EdDSA' && alg === 'Ed25519')

/** Every `alg` that {@link accepts} allows. */
export const namesOf = (pinned: Algorithm): Algorithm[] =>
  ALGORITHMS.filter((alg) => accepts(pinned, alg))

/** The stricter of the key's own algorithm and the pinned one; undefined if they contradict each other. */
export function agreed(jwk: Jwk, pinned: Algorithm): Algorithm | undefined {
  const own = jwk.alg ?? pinned
  if (!isAlgorithm(own)) return undefined
  if (accepts(pinned, own)) return own
  return accepts(own, pinned) ? pinned : undefined
}

/**
 * The one algorithm that a key is for: its own `alg` (RFC 7517 §4.4), or else the one that its curve allows. RSA keys
 * and raw secrets fit several, so without `alg` the result is undefined; an unrelated `alg` (such as `RSA-OAEP`) means
 * that the key is not for signatures.
 */
export function algorithmOf(jwk: Jwk): Algorithm | undefined {
  if (jwk.alg !== undefined) return isAlgorithm(jwk.alg) ? jwk.alg : undefined
  if (jwk.kty !== 'EC' && jwk.kty !== 'OKP') return undefined
  return ALGORITHMS.find(
    (algorithm) => NEEDS[algorithm].kty === jwk.kty && NEEDS[algorithm].crv === jwk.crv,
  )
}
