/** The least that is written at once: otherwise each of many short texts would need its own system call. */
const BATCH = 1 << 16

/** Joins the given parts of a text into larger ones. */
export function* batched(text: string | Iterable<string>): Generator<string> {
  if (typeof text === 'string') {
    yield text
    return
  }
  let batch = ''
  for (const part of text) {
    batch += part
    if (batch.length < BATCH) continue
    yield batch
    batch = ''
  }
  if (batch !== '') yield batch
}

/** A text in pieces, of which none ends within a character. */
export function* divided(text: string): Generator<string> {
  for (let at = 0; at < text.length; ) {
    const last = at + BATCH - 1
    const isPair = (text.charCodeAt(last) & 0xfc00) === 0xd800
    const end = last + (isPair ? 2 : 1)
    yield text.slice(at, end)
    at = end
  }
}
