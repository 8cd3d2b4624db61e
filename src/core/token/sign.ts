import { CompactSign } from 'jose/jws/compact/sign'
import { keyMaterial } from './key-material.js'
import type { JsonObject, Key } from './model.js'

const utf8 = new TextEncoder()

/**
 * Signs the claims as they are, in compact serialization (RFC 7515 §7.1). The header is
 * `{ alg, kid?, typ: 'JWT' }` and then `extras`, which may replace `kid` and `typ`, never `alg`.
 *
 * NOT checked: the claims, and the key beyond what jose needs to use it; `checkKey` does that when it
 * is loaded. Throws where the key cannot sign, or where `extras` hold what jose refuses (`crit`).
 */
export function sign(extras: JsonObject, claims: JsonObject, key: Key): Promise<string> {
  const named = key.kid === undefined ? {} : { kid: key.kid }
  const header = { alg: key.algorithm, ...named, typ: 'JWT', ...extras }
  return new CompactSign(utf8.encode(JSON.stringify(claims)))
    .setProtectedHeader({ ...header, alg: key.algorithm })
    .sign(keyMaterial(key.jwk).private)
}
