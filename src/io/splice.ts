/** A piece of a text that is replaced; where `start` is `end`, something is put in. */
export interface Splice {
  readonly start: number
  readonly end: number
  /** Its lines end with LF, whatever those of the text end with. */
  readonly text: string
}

/**
 * The text with these pieces replaced, and not a character changed elsewhere. New lines end as those beside them do: a file
 * keeps its line ends, also where it has both kinds.
 */
export function spliced(text: string, splices: readonly Splice[]): string {
  let out = text
  // From the end on, so that what comes before stays where it is.
  for (const { start, end, text: piece } of splices.toSorted((a, b) => b.start - a.start)) {
    const written = withLineEnds(piece, lineEndNear(text, start))
    out = out.slice(0, start) + written + out.slice(end)
  }
  return out
}

export type LineEnd = '\n' | '\r\n'

export const withLineEnds = (text: string, end: LineEnd): string =>
  end === '\n' ? text : text.replace(/\r?\n/g, end)

/** What most lines of a text end with. */
export function lineEndOf(text: string): LineEnd {
  const all = text.split('\n').length - 1
  const crlf = text.split('\r\n').length - 1
  return crlf > all - crlf ? '\r\n' : '\n'
}

/** What the line of an offset ends with; in the last one, the line before it. */
function lineEndNear(text: string, offset: number): LineEnd {
  const after = text.indexOf('\n', offset)
  const at = after < 0 ? text.lastIndexOf('\n') : after
  return at > 0 && text[at - 1] === '\r' ? '\r\n' : '\n'
}

/** Where a line ends that an offset is in, before its line end; for an offset right behind one, before that. */
export function endOfLine(text: string, offset: number): number {
  const isBehind = text[offset - 1] === '\n'
  const lf = isBehind ? offset - 1 : text.indexOf('\n', offset)
  if (lf < 0) return text.length
  return text[lf - 1] === '\r' ? lf - 1 : lf
}

/**
 * A text that was written anew by a library, in the form of the one that it replaces: with the line ends that most of its
 * lines had, and with or without one at its end.
 */
export function inFormOf(before: string, after: string): string {
  const ended = before.endsWith('\n') ? after : after.replace(/\r?\n$/, '')
  return withLineEnds(ended.replaceAll('\r\n', '\n'), lineEndOf(before))
}
