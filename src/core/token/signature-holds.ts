import { decodeBase64url } from './base64url.js'
import { verifyingKey } from './key-material.js'
import type { Key } from './model.js'
import { webAlgorithm } from './web-algorithm.js'

const utf8 = new TextEncoder()

/**
 * Whether the key verifies a signature over `HEADER.PAYLOAD` as sent, whatever is in them (RFC 7515 §5.2, step 8). The
 * algorithm is that of the key, never one that a token names; a signature of ECDSA is R and S, not DER (RFC 7518 §3.4).
 *
 * NOT checked: anything else, such as the form of the token, its header, and whether the key is sound. `verify` checks these
 * before (`readCompact`, `checkHeader`, `checkKey`).
 *
 * @param signed the token up to its last dot
 * @throws whatever WebCrypto throws for a key that cannot be imported; no signature makes it throw
 */
export async function signatureHolds(
  signed: string,
  signature: Uint8Array,
  key: Key,
): Promise<boolean> {
  const imported = await verifyingKey(key)
  const how = webAlgorithm(key.algorithm)
  try {
    const verified = await crypto.subtle.verify(
      how,
      imported,
      signature as Uint8Array<ArrayBuffer>,
      utf8.encode(signed),
    )
    return verified === true
  } catch {
    // Some platforms report numbers that are out of range as an error.
    return false
  }
}

/** Whether a key verifies the signature of a token in its strict form. */
export type SignatureCheck = (token: string, key: Key) => Promise<boolean>

/** Whether the key verifies the signature of a token in its strict form; false for one in any other form. */
export function isSignedBy(text: string, key: Key): Promise<boolean> {
  const end = text.lastIndexOf('.')
  const signature = decodeBase64url(text.slice(end + 1))
  return signature instanceof Uint8Array
    ? signatureHolds(text.slice(0, end), signature, key)
    : Promise.resolve(false)
}
