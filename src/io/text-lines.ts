import type { Location } from '../core/problem.js'
import { ShownLines } from '../core/secrets/lines.js'
import { redact } from '../core/secrets/redact.js'

const LONG = 20_000
const NEAR = 4000

/**
 * Turns offsets of a text into locations, lazily: nothing is counted before the first call. Lines end at LF; a CR
 * before it is not part of the line. Locations never contain what may be a secret.
 */
export class TextLines {
  readonly #file: string
  readonly #text: string
  readonly #first: number
  #starts: number[] | undefined
  #shown: ShownLines | undefined
  /** The part of a very long line that was last shown: thousands of problems may be in one line. */
  #near: { readonly index: number; readonly part: number; readonly text: string } | undefined

  /** @param first the number of the text's first line, if the text is only a part of the file */
  constructor(file: string, text: string, first = 1) {
    this.#file = file
    this.#text = text
    this.#first = first
  }

  /** The location of `start` up to `end`; the caret stays on the first line, and has at least length 1. */
  at(start: number, end = start + 1): Location {
    const index = this.#lineOf(start)
    const column = start - (this.#startsOfLines()[index] ?? 0) + 1
    const room = Math.max(1, this.#lineText(index).length - column + 1)
    const length = Math.min(Math.max(1, end - start), room)
    return new Place(this.#file, index + this.#first, column, length, this)
  }

  /** The number of the line in the file. */
  line(offset: number): number {
    return this.#lineOf(offset) + this.#first
  }

  /**
   * The line with this number in the file, near this 0-based column, in a form that may be shown. For a very long line, only the part near the column;
   * the rest is covered, so that columns keep their positions.
   */
  shown(number: number, column: number): string {
    const index = number - this.#first
    const line = this.#lineText(index)
    if (line.length <= LONG) {
      const count = this.#startsOfLines().length
      this.#shown ??= new ShownLines((each) => this.#lineText(each), count)
      return this.#shown.at(index)
    }
    const part = Math.floor(column / NEAR)
    if (this.#near?.index === index && this.#near.part === part) return this.#near.text
    const from = Math.max(0, (part - 1) * NEAR)
    const near = redact(line.slice(from, (part + 2) * NEAR), { maps: true })
    const text = `${'*'.repeat(from)}${near}${'*'.repeat(line.length - from - near.length)}`
    this.#near = { index, part, text }
    return text
  }

  /** Without its line end. */
  #lineText(index: number): string {
    const starts = this.#startsOfLines()
    const next = starts[index + 1]
    const line = this.#text.slice(starts[index], next === undefined ? undefined : next - 1)
    return line.endsWith('\r') ? line.slice(0, -1) : line
  }

  #startsOfLines(): number[] {
    if (this.#starts) return this.#starts
    const starts = [0]
    for (let i = this.#text.indexOf('\n'); i >= 0; i = this.#text.indexOf('\n', i + 1)) {
      starts.push(i + 1)
    }
    this.#starts = starts
    return starts
  }

  #lineOf(offset: number): number {
    const starts = this.#startsOfLines()
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return low
  }
}

/** Every entry of a file has a location, and few are shown, so the text is made when needed. */
class Place implements Location {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly length: number
  readonly covered = true
  readonly #lines: TextLines

  constructor(file: string, line: number, column: number, length: number, lines: TextLines) {
    this.file = file
    this.line = line
    this.column = column
    this.length = length
    this.#lines = lines
  }

  get text(): string {
    return this.#lines.shown(this.line, this.column - 1)
  }
}
