/** Where a text is not plain YAML; never gets out of this folder. */
export class NotPlain extends Error {}

export function notPlain(): never {
  throw new NotPlain()
}

/** Less than the library's walk may meet: what is near a limit is the library's business. */
const DEPTH = 50
const VALUES = 1_000_000

/** A text and where the reading of it is. Lines end at LF or CRLF. */
export class PlainText {
  readonly text: string
  at = 0
  /** How far the line is indented that was come to last; -1: there was none any more. */
  column = -1
  /** Whether that is the line below the one before, with no other between. */
  isNext = true
  #depth = 0
  #values = 0

  constructor(text: string) {
    this.text = text
    this.#toContent(0)
  }

  /** The character here, or further on; '' where the text ends. */
  here(further = 0): string {
    return this.text.charAt(this.at + further)
  }

  /** What is left of the line. */
  line(): string {
    const end = this.text.indexOf('\n', this.at)
    if (end < 0) return this.text.slice(this.at)
    return this.text.slice(this.at, this.text[end - 1] === '\r' ? end - 1 : end)
  }

  skipSpaces(): void {
    while (this.text.charCodeAt(this.at) === SPACE) this.at++
  }

  /** Whether no more is left of the line than spaces and a comment. */
  isLineDone(): boolean {
    let end = this.at
    while (this.text.charCodeAt(end) === SPACE) end++
    const character = this.text.charAt(end)
    return isLineEnd(character) || (character === '#' && end > this.at)
  }

  /** To the first character of the next line that has one. */
  nextLine(): void {
    if (!this.isLineDone()) notPlain()
    const end = this.text.indexOf('\n', this.at)
    this.#toContent(end < 0 ? this.text.length : end + 1)
  }

  #toContent(start: number): void {
    let line = start
    this.isNext = true
    for (;;) {
      this.at = line
      this.skipSpaces()
      const character = this.here()
      if (character === '') {
        this.column = -1
        return
      }
      if (!isLineEnd(character) && character !== '#') break
      const end = this.text.indexOf('\n', this.at)
      line = end < 0 ? this.text.length : end + 1
      this.isNext = false
    }
    this.column = this.at - line
  }

  enter(): void {
    if (++this.#depth > DEPTH) notPlain()
  }

  leave(): void {
    this.#depth--
  }

  count(): void {
    if (++this.#values > VALUES) notPlain()
  }
}

const SPACE = 0x20
export const isLineEnd = (character: string): boolean =>
  character === '\n' || character === '\r' || character === ''
