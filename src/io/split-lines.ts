/** The longest line of a batch, in bytes without its line end: 1 MB, four times the longest token. */
export const LINE_LIMIT = 1_000_000

/** What to throw for a line that cannot be read; lines are numbered from 1. */
export interface LineFaults {
  notUtf8(line: number): never
  tooLong(line: number, limit: number): never
}

/** A line that cannot be read, in place of its text. */
export type LineFlaw = { readonly flaw: 'not-utf8' } | { readonly flaw: 'too-long' }

type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>

/**
 * Text line by line, however it is cut into chunks: see {@link lineRuns}.
 *
 * @throws what `faults` throws, before the line; the lines above it are yielded first
 */
export async function* splitLines(chunks: Chunks, faults: LineFaults): AsyncGenerator<string> {
  let line = 0
  for await (const run of lineRuns(chunks)) {
    for (const text of run) {
      line++
      if (typeof text === 'string') yield text
      else if (text.flaw === 'too-long') faults.tooLong(line, LINE_LIMIT)
      else faults.notUtf8(line)
    }
  }
}

/**
 * The lines of a text, those of a chunk at a time, which takes much less time than one by one: LF or CRLF ends a line, and
 * the last one may lack it. Nothing but the current chunk and an incomplete line is kept, so memory does not depend on the
 * length of the text.
 */
export async function* lineRuns(chunks: Chunks): AsyncGenerator<(string | LineFlaw)[]> {
  const first = new TextDecoder('utf-8', { fatal: true })
  // A byte order mark only counts at the very beginning.
  const later = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  let decoder = first
  const text = (bytes: Uint8Array): string | LineFlaw => {
    try {
      if (bytes.length > LINE_LIMIT) return { flaw: 'too-long' }
      const read = decoder.decode(bytes)
      return read.endsWith('\r') ? read.slice(0, -1) : read
    } catch {
      return { flaw: 'not-utf8' }
    } finally {
      decoder = later
    }
  }
  let kept: Uint8Array[] = []
  let length = 0
  /** The rest of a line that was reported as too long. */
  let skipping = false
  for await (const chunk of chunks) {
    const run: (string | LineFlaw)[] = []
    let start = 0
    for (let end = chunk.indexOf(LF); end >= 0; end = chunk.indexOf(LF, start)) {
      const piece = chunk.subarray(start, end)
      if (!skipping) run.push(text(length === 0 ? piece : Buffer.concat([...kept, piece])))
      skipping = false
      kept = []
      length = 0
      start = end + 1
    }
    if (start < chunk.length && !skipping) {
      kept.push(chunk.subarray(start))
      length += chunk.length - start
      // Reported before its end, which may never come.
      if (length > LINE_LIMIT + 1) {
        skipping = true
        run.push(text(Buffer.concat(kept)))
        kept = []
        length = 0
      }
    }
    if (run.length > 0) yield run
  }
  if (length > 0) yield [text(Buffer.concat(kept))]
}

const LF = 10
