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
