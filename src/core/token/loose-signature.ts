import { flattenedVerify } from 'jose/jws/flattened/verify'
import { encodeBase64url } from './base64url.js'
import { keyMaterial } from './key-material.js'
import type { Key } from './model.js'

/**
 * Whether the key verifies the signature over `HEADER.PAYLOAD` as sent, in strict form or not. Only used to predict
 * what other servers answer: `verify` does not use it.
 *
 * NOT checked: anything else. The header's `alg` must be the key's.
 */
export async function signatureHolds(
  sent: { readonly header: string; readonly payload: string; readonly signature: Uint8Array },
  key: Key,
): Promise<boolean> {
  const { header, payload, signature } = sent
  const jws = { protected: header, payload, signature: encodeBase64url(signature) }
  try {
    await flattenedVerify(jws, keyMaterial(key.jwk).public, { algorithms: [key.algorithm] })
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error) return false
    throw error
  }
}
