import { decode, encode } from 'jose/base64url'

export type EncodingFlaw = 'padding' | 'alphabet' | 'length' | 'loose-bits'

/**
 * Reads base64url exactly as RFC 7515 §2 writes it (RFC 4648 §5, no padding), or reports what is wrong: a `=`, a
 * character outside the alphabet (also spaces and `+ /`), a length that no byte sequence encodes to, or unused bits of
 * the last character that are not zero (RFC 4648 §3.5). So every value has exactly one spelling: whatever else jose
 * would accept is refused here, before jose sees it.
 */
export function decodeBase64url(text: string): Uint8Array | EncodingFlaw {
  return encodingFlaw(text) ?? decode(text)
}

/** Why `decodeBase64url` would not read a text. */
export function encodingFlaw(text: string): EncodingFlaw | undefined {
  if (/[^A-Za-z0-9_-]/.test(text))
    return /^[A-Za-z0-9_-]*={1,2}$/.test(text) ? 'padding' : 'alphabet'
  if (text.length % 4 === 1) return 'length'
  // Only the last character can have unused bits: four of its six after one byte, two after two.
  const unused = [0, 0, 0b1111, 0b11][text.length % 4] ?? 0
  return ALPHABET.indexOf(text.at(-1) ?? '') & unused ? 'loose-bits' : undefined
}

/** RFC 4648 §5. */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

export function encodeBase64url(bytes: Uint8Array): string {
  return encode(bytes)
}

// `ignoreBOM` keeps a U+FEFF in the text, and the JSON parser then refuses it.
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The text, or undefined if the bytes are not UTF-8 (RFC 8259 §8.1). A leading U+FEFF is kept. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes)
  } catch {
    return undefined
  }
}
