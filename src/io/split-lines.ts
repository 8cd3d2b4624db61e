/** The longest line of a batch, in bytes without its line end: 1 MB, four times the longest token. */
export const LINE_LIMIT = 1_000_000

/** What to throw for a line that cannot be read; lines are numbered from 1. */
export interface LineFaults {
  notUtf8(line: number): never
  tooLong(line: number, limit: number): never
}

/**
 * Text line by line, however it is cut into chunks: LF or CRLF ends a line, and the last one may lack it. Nothing but the
 * current chunk and an incomplete line is kept, so memory does not depend on the length of the text.
 *
 * @throws what `faults` throws, before the line; the lines above it are yielded first
 */
export async function* splitLines(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  faults: LineFaults,
): AsyncGenerator<string> {
  let line = 0
  const first = new TextDecoder('utf-8', { fatal: true })
  // A byte order mark only counts at the very beginning.
  const later = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  const text = (bytes: Uint8Array): string => {
    line++
    if (bytes.length > LINE_LIMIT) return faults.tooLong(line, LINE_LIMIT)
    try {
      return (line === 1 ? first : later).decode(bytes)
    } catch {
      return faults.notUtf8(line)
    }
  }
  let kept: Uint8Array[] = []
  let length = 0
  for await (const chunk of chunks) {
    let start = 0
    for (let end = chunk.indexOf(LF); end >= 0; end = chunk.indexOf(LF, start)) {
      const piece = chunk.subarray(start, end)
      const read = text(length === 0 ? piece : Buffer.concat([...kept, piece]))
      kept = []
      length = 0
      start = end + 1
      yield read.endsWith('\r') ? read.slice(0, -1) : read
    }
    if (start === chunk.length) continue
    kept.push(chunk.subarray(start))
    length += chunk.length - start
    if (length > LINE_LIMIT + 1) faults.tooLong(line + 1, LINE_LIMIT)
  }
  if (length > 0) yield text(Buffer.concat(kept))
}

const LF = 10
