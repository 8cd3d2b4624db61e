import { byCodeUnit } from '../word.js'

/** SHA-256 of a set of lines, whose order does not matter, as hexadecimal digits. */
export async function hashOf(lines: readonly string[]): Promise<string> {
  const text = [...lines].sort(byCodeUnit).map((line) => `${line}\n`)
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text.join('')))
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** The last letters of that hash, 5 bits each. */
export async function shortHash(lines: readonly string[], letters: number): Promise<string> {
  return BigInt(`0x${await hashOf(lines)}`)
    .toString(32)
    .padStart(52, '0')
    .slice(-letters)
}
