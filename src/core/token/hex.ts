export function hexOf(bytes: Uint8Array): string {
  let hex = ''
  for (const byte of bytes) hex += byte.toString(16).padStart(2, '0')
  return hex
}

/** The bytes of hexadecimal digits, at least 16 of them. */
export function readHex(text: string): Uint8Array | undefined {
  if (!/^(?:[0-9a-fA-F]{2}){16,}$/.test(text)) return undefined
  return Uint8Array.from({ length: text.length / 2 }, (_, i) =>
    Number.parseInt(text.slice(2 * i, 2 * i + 2), 16),
  )
}
