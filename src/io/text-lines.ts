import type { Location } from '../core/problem.js'

/**
 * Turns offsets of a text into places, lazily: nothing is counted before the first question.
 * Lines end at LF; a CR before it is no part of the line.
 */
export class TextLines {
  readonly #file: string
  readonly #text: string
  #starts: number[] | undefined

  constructor(file: string, text: string) {
    this.#file = file
    this.#text = text
  }

  /** The place of `start` up to `end`; the caret stays on the first line, and is never shorter than 1. */
  at(start: number, end = start + 1): Location {
    const index = this.#lineOf(start)
    const from = this.#startsOfLines()[index] ?? 0
    const text = this.lineText(index)
    const column = start - from + 1
    const room = Math.max(1, text.length - column + 1)
    const length = Math.min(Math.max(1, end - start), room)
    return { file: this.#file, line: index + 1, column, length, text }
  }

  /** 1-based. */
  line(offset: number): number {
    return this.#lineOf(offset) + 1
  }

  /** The text of the line with that 0-based index, without its line end. */
  lineText(index: number): string {
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
