import type { JWK } from 'jose'
import type { Jwk } from './model.js'

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

function pick(jwk: Jwk, members: readonly (keyof Jwk & string)[]): JWK {
  const shown = members.filter((member) => jwk[member] !== undefined)
  return { kty: jwk.kty, ...Object.fromEntries(shown.map((member) => [member, jwk[member]])) }
}
