import { conflictMarker, MARKERS } from '../../core/conflict-marker.js'

const CR = 0x0d
const LF = 0x0a
const COMMA = 0x2c
const QUOTE = 0x22
const NEL = Buffer.from('\u0085')
const LS = Buffer.from('\u2028')
const PS = Buffer.from('\u2029')

/** Where the first line begins that is a conflict marker; undefined: there is none. */
export function conflictLine(lines: Buffer): number | undefined {
  const hits = MARKERS.flatMap((marker) => {
    for (let at = lines.indexOf(marker); at >= 0; at = lines.indexOf(marker, at + marker.length)) {
      const start = at === 0 ? 0 : lines.lastIndexOf(LF, at - 1) + 1
      if (start !== at) continue
      const end = lines.indexOf(LF, at)
      if (conflictMarker(lines.toString('latin1', at, end === -1 ? lines.length : end))) return at
    }
    return []
  })
  return hits.length === 0 ? undefined : Math.min(...hits)
}

/**
 * Where the lines contain a line end that only some parsers recognize (see rawCharacters); undefined if they do not.
 */
export function strayLineEnd(lines: Buffer): number | undefined {
  const found = [strayCr(lines), ...[NEL, LS, PS].map((bytes) => lines.indexOf(bytes))]
  const hits = found.filter((at) => at >= 0)
  return hits.length === 0 ? undefined : Math.min(...hits)
}

function strayCr(lines: Buffer): number {
  let at = lines.indexOf(CR)
  while (at >= 0 && lines[at + 1] === LF) at = lines.indexOf(CR, at + 1)
  return at
}

/**
 * The start of each CSV line with unbalanced quotes: other readers would continue such a line in the next one, and
 * swallow it. The grammar is that of csv-line.ts, here for bytes, since every line of a file may have quotes.
 *
 * @param from the start of a line.
 */
export function* brokenRows(lines: Buffer, from: number): Generator<number> {
  const quote = lines.indexOf(QUOTE, from)
  if (quote < 0) return
  for (let start = Math.max(from, lines.lastIndexOf(LF, quote) + 1); start < lines.length; ) {
    const found = lines.indexOf(LF, start)
    const end = found === -1 ? lines.length : found
    if (!isPaired(lines, start, lines[end - 1] === CR ? end - 1 : end)) yield start
    start = end + 1
  }
}

function isPaired(lines: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const isQuoted = lines[at] === QUOTE
    if (isQuoted) at = afterQuoted(lines, at, end)
    else while (at < end && lines[at] !== COMMA && lines[at] !== QUOTE) at++
    if (at > end || (at < end && lines[at] !== COMMA)) return false
  }
  return true
}

/** The offset after the closing quote; after the end if there is none. */
function afterQuoted(lines: Buffer, start: number, end: number): number {
  for (let at = start + 1; at < end; at++) {
    if (lines[at] !== QUOTE) continue
    if (lines[at + 1] !== QUOTE) return at + 1
    at++
  }
  return end + 1
}

/** The start of each line that contains one of the needles, without duplicates. */
export function* linesWith(
  bytes: Buffer,
  needles: readonly (Buffer | number)[],
  from: number,
): Generator<number> {
  const next = needles.map((needle) => bytes.indexOf(needle, from))
  for (let after = from; ; ) {
    for (const [i, needle] of needles.entries()) {
      const at = next[i] ?? -1
      if (at >= 0 && at < after) next[i] = bytes.indexOf(needle, after)
    }
    const hits = next.filter((at) => at >= 0)
    if (hits.length === 0) return
    const hit = Math.min(...hits)
    yield Math.max(from, hit === 0 ? 0 : bytes.lastIndexOf(LF, hit - 1) + 1)
    const end = bytes.indexOf(LF, hit)
    if (end === -1) return
    after = end + 1
  }
}
