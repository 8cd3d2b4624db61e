const PRIME = 0x100000001b3n
const OFFSET = 0xcbf29ce484222325n

/** FNV-1a of the text in UTF-8, as 16 hexadecimal digits: to recognise a name, not to protect it. */
export function hash64(text: string): string {
  let hash = OFFSET
  for (const byte of new TextEncoder().encode(text))
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * PRIME)
  return hash.toString(16).padStart(16, '0')
}
