/**
 * The body as UTF-8 text, or that it is longer than `limit` bytes; the rest is not read then. Invalid UTF-8 becomes
 * U+FFFD, and so matches no password and no token.
 */
export async function readBody({ body }: Request, limit: number): Promise<string | 'too-big'> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of body ?? []) {
    length += chunk.length
    if (length > limit) return 'too-big'
    chunks.push(chunk)
  }
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(Buffer.concat(chunks))
}
