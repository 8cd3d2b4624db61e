import { needsOf } from './algorithms.js'
import { keyMaterial } from './key-material.js'
import type { Key } from './model.js'

/**
 * Whether the key verifies the signature over `HEADER.PAYLOAD` as sent, whatever is in them: base64 in loose form, an
 * `alg` or `crit` that jose refuses. Only used to predict what other servers answer: `verify` does not use it.
 *
 * NOT checked: anything else, such as the length of a key.
 */
export async function signatureHolds(
  sent: { readonly header: string; readonly payload: string; readonly signature: Uint8Array },
  { jwk, algorithm }: Key,
): Promise<boolean> {
  const { kty, hash, crv } = needsOf(algorithm)
  const name = { oct: 'HMAC', EC: 'ECDSA', OKP: 'Ed25519', RSA: rsaName(algorithm) }[kty]
  const how = {
    name,
    hash: `SHA-${hash}`,
    ...(crv === undefined ? {} : { namedCurve: crv }),
    ...(name === 'RSA-PSS' ? { saltLength: hash / 8 } : {}),
  }
  const bare = keyMaterial(jwk).public
  const key = await crypto.subtle.importKey('jwk', { ...bare } as never, how, false, ['verify'])
  const signed = new TextEncoder().encode(`${sent.header}.${sent.payload}`)
  return crypto.subtle.verify(how, key, new Uint8Array(sent.signature), signed)
}

const rsaName = (algorithm: string): string =>
  algorithm.startsWith('PS') ? 'RSA-PSS' : 'RSASSA-PKCS1-v1_5'
