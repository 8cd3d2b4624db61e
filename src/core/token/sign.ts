import { CompactSign } from 'jose/jws/compact/sign'
import { fail } from '../errors.js'
import { keyMaterial } from './key-material.js'
import type { JsonObject, Key } from './model.js'

const utf8 = new TextEncoder()

/**
 * Signs the claims as they are, in compact serialization (RFC 7515 §7.1). The header is
 * `{ alg, kid?, typ: 'JWT' }` and then `extras`, which may replace `kid` and `typ`, never `alg`.
 *
 * NOT checked: the claims, and the key beyond what jose needs to use it; `checkKey` does that when it
 * is loaded. Throws where the key cannot sign, or where `extras` hold what jose refuses (`crit`).
 *
 * @throws ScopectlError `key-torn`, where it shows on import that the two parts of a key do not match
 */
export async function sign(extras: JsonObject, claims: JsonObject, key: Key): Promise<string> {
  const named = key.kid === undefined ? {} : { kid: key.kid }
  const header = { alg: key.algorithm, ...named, typ: 'JWT', ...extras }
  const unsigned = new CompactSign(utf8.encode(JSON.stringify(claims)))
  try {
    return await unsigned
      .setProtectedHeader({ ...header, alg: key.algorithm })
      .sign(keyMaterial(key.jwk).private)
  } catch (error) {
    if (error instanceof DOMException && error.name === 'DataError')
      fail('key-torn', { kty: key.jwk.kty })
    throw error
  }
}
