import { CompactSign } from 'jose/jws/compact/sign'
import { fail } from '../errors.js'
import { signingKey } from './key-material.js'
import type { JsonObject, Key } from './model.js'

const utf8 = new TextEncoder()

/**
 * Signs claims unchanged, in compact serialization (RFC 7515 §7.1). The header is `{ alg, kid?, typ: 'JWT' }` plus
 * `extras`, which may replace `kid` and `typ`, but never `alg`.
 *
 * NOT checked: the claims, and whether the key is sound; scopectl checks a key when it is loaded.
 *
 * @param extras further header members
 * @param claims from `claimsFor`; any others are signed too
 * @param key with its private part; a raw secret is a JWK of type `oct`
 * @returns the token
 * @throws ScopectlError `key-torn` if the two parts of a key do not match; whatever jose throws if the key cannot sign, or
 * `extras` has a member that it refuses (`crit`)
 * @example
 * ```ts
 * import { decode, sign } from 'scopectl'
 *
 * const key = { kid: 'k1', algorithm: 'HS256', jwk: { kty: 'oct', k: 'c2NvcGVjdGwg'.repeat(4) } } as const
 * const read = decode(await sign({}, { sub: 'alice' }, key))
 * read.kind === 'decoded' && read.token.header // => { alg: 'HS256', kid: 'k1', typ: 'JWT' }
 * ```
 */
export async function sign(extras: JsonObject, claims: JsonObject, key: Key): Promise<string> {
  const named = key.kid === undefined ? {} : { kid: key.kid }
  const header = { alg: key.algorithm, ...named, typ: 'JWT', ...extras }
  const unsigned = new CompactSign(utf8.encode(JSON.stringify(claims)))
  try {
    return await unsigned
      .setProtectedHeader({ ...header, alg: key.algorithm })
      .sign(await signingKey(key))
  } catch (error) {
    if (error instanceof DOMException && error.name === 'DataError')
      fail('key-torn', { kty: key.jwk.kty })
    throw error
  }
}
