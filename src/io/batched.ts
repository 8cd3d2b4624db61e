/** So much goes out at once, at the least: many short texts would each be a call of the system. */
const BATCH = 1 << 16

/** A text in parts, each made of as many of the given ones as it takes. */
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
