import type { CryptoKey, JWK } from 'jose'
import { decodeBase64url } from './base64url.js'
import type { Jwk, Key } from './model.js'
import { webAlgorithm } from './web-algorithm.js'

interface Material {
  readonly private: JWK
  readonly public: JWK
}

// jose caches imported keys by the identity of the JWK, so each key has exactly one copy.
const known = new WeakMap<Jwk, Material>()

const PUBLIC = ['kty', 'crv', 'x', 'y', 'n', 'e', 'k'] as const
const PRIVATE = ['d', 'p', 'q', 'dp', 'dq', 'qi'] as const

/**
 * The bare key for jose; a private key verifies with its public part. `use`, `key_ops` and `alg` are left out:
 * key-rules checks them, and reports problems instead of exceptions.
 */
export function keyMaterial(jwk: Jwk): Material {
  const found = known.get(jwk)
  if (found) return found
  const material = { private: pick(jwk, [...PUBLIC, ...PRIVATE]), public: pick(jwk, PUBLIC) }
  known.set(jwk, material)
  return material
}

/** What to sign with. */
export const signingKey = (key: Key): JWK | Promise<CryptoKey> =>
  secretKey(key) ?? keyMaterial(key.jwk).private

const verifying = new WeakMap<Key, Promise<CryptoKey>>()

/** What to verify with, imported once per key: that takes as long as many signatures. */
export function verifyingKey(key: Key): Promise<CryptoKey> {
  const known = verifying.get(key)
  if (known) return known
  const bare = { ...keyMaterial(key.jwk).public }
  const made =
    secretKey(key) ??
    crypto.subtle.importKey('jwk', bare, webAlgorithm(key.algorithm), false, ['verify'])
  verifying.set(key, made)
  return made
}

const secrets = new WeakMap<Key, Promise<CryptoKey>>()

/**
 * A shared secret, imported once per key: jose would import it again for each token that it signs. Undefined for other keys.
 */
function secretKey(key: Key): Promise<CryptoKey> | undefined {
  const known = secrets.get(key)
  if (known) return known
  const { jwk, algorithm } = key
  const secret = jwk.kty === 'oct' && jwk.k !== undefined ? decodeBase64url(jwk.k) : undefined
  if (!(secret instanceof Uint8Array)) return undefined
  const made = crypto.subtle.importKey(
    'raw',
    new Uint8Array(secret),
    webAlgorithm(algorithm),
    false,
    ['sign', 'verify'],
  )
  secrets.set(key, made)
  return made
}

function pick(jwk: Jwk, members: readonly (keyof Jwk & string)[]): JWK {
  const shown = members.filter((member) => jwk[member] !== undefined)
  return { kty: jwk.kty, ...Object.fromEntries(shown.map((member) => [member, jwk[member]])) }
}
