import { exportSPKI } from 'jose/key/export'
import { importJWK } from 'jose/key/import'
import { encodeBase64url } from './base64url.js'
import { publicJwk } from './key-rules.js'
import type { Key } from './model.js'

/** A suite asks for the same key many times. */
const made = { bare: new WeakMap<Key, Key>(), line: new WeakMap<Key, Key>() }

/**
 * The classic confusion (CVE-2016-10555): the public key's PEM text taken for an HMAC secret. Undefined if the key has
 * no public part. Only for making tokens that must be refused.
 *
 * @param form `line`: with a final line break, as files end
 */
export async function publicKeyAsSecret(
  key: Key,
  form: 'bare' | 'line' = 'bare',
): Promise<Key | undefined> {
  const known = made[form].get(key)
  if (known) return known
  const jwk = publicJwk(key.jwk)
  if (!jwk) return undefined
  const pem = await exportSPKI((await importJWK({ ...jwk } as never, key.algorithm)) as never)
  const k = encodeBase64url(new TextEncoder().encode(form === 'line' ? `${pem}\n` : pem))
  const secret: Key = { kid: key.kid, algorithm: 'HS256', jwk: { kty: 'oct', k } }
  made[form].set(key, secret)
  return secret
}
