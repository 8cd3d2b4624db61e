/** A piece of a text to replace; if `start` is `end`, text is inserted. */
export interface Splice {
  readonly start: number
  readonly end: number
  /** Its lines end with LF, whatever the line ends of the whole text. */
  readonly text: string
}

/**
 * The text with these pieces replaced, and not a character changed elsewhere. New lines get the line ends of those next
 * to them: a file keeps its line ends, even if it has both kinds.
 */
export function spliced(text: string, splices: readonly Splice[]): string {
  // In pieces: a document of megabytes may have thousands of splices.
  const pieces: string[] = []
  const lines = new Lines(text)
  let at = text.length
  // From the end, so that of several at one place the first stays last.
  for (const { start, end, text: piece } of splices.toSorted((a, b) => b.start - a.start)) {
    pieces.push(text.slice(end, at), withLineEnds(piece, lineEndNear(lines, start)))
    at = start
  }
  pieces.push(text.slice(0, at))
  return pieces.reverse().join('')
}

export type LineEnd = '\n' | '\r\n'

export const withLineEnds = (text: string, end: LineEnd): string =>
  end === '\n' ? text : text.replace(/\r?\n/g, end)

/** The line end of most lines of a text. */
export function lineEndOf(text: string): LineEnd {
  const all = text.split('\n').length - 1
  const crlf = text.split('\r\n').length - 1
  return crlf > all - crlf ? '\r\n' : '\n'
}

/** The line end of the line at an offset; for the last line, that of the line before it. */
function lineEndNear(lines: Lines, offset: number): LineEnd {
  const { start, end } = lines.at(offset)
  const lf = end === lines.text.length ? start - 1 : end
  return lf > 0 && lines.text[lf - 1] === '\r' ? '\r\n' : '\n'
}

/** The lines of a text. The last one that was asked for is kept: a large document may be one line with thousands of edits. */
export class Lines {
  readonly text: string
  #last = { start: 0, end: -1 }

  constructor(text: string) {
    this.text = text
  }

  /** Where the line at an offset starts, and where its LF is; the end of the text for the last line. */
  at(offset: number): { readonly start: number; readonly end: number } {
    const { start, end } = this.#last
    if (offset < start || offset > end) {
      const lf = this.text.indexOf('\n', offset)
      this.#last = {
        start: startOfLine(this.text, offset),
        end: lf < 0 ? this.text.length : lf,
      }
    }
    return this.#last
  }
}

/** The end of the line at an offset, before its line end; for an offset right after a line end, before that one. */
export function endOfLine(text: string, offset: number): number {
  const isBehind = text[offset - 1] === '\n'
  const lf = isBehind ? offset - 1 : text.indexOf('\n', offset)
  if (lf < 0) return text.length
  return text[lf - 1] === '\r' ? lf - 1 : lf
}

/**
 * A text that a library has rewritten, in the form of the text that it replaces: with the line ends that most lines
 * had, and with or without a final one.
 */
export function inFormOf(before: string, after: string): string {
  const ended = before.endsWith('\n') ? after : after.replace(/\r?\n$/, '')
  return withLineEnds(ended.replaceAll('\r\n', '\n'), lineEndOf(before))
}

export const startOfLine = (text: string, offset: number): number =>
  offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1
