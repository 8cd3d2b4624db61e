/** How many values are kept, and the length of a text beyond which it has none. */
const MOST = 1000
const LONGEST = 8192
/** A power of two. */
const MARKS = 1 << 14

/**
 * Values for texts that occur again and again, in bounded memory. One is kept when its text occurs again: to keep those of a
 * million different texts would take longer than to make them.
 */
export class Repeated<V> {
  readonly #kept = new Map<string, V>()
  readonly #marks = new Int32Array(MARKS)

  /** The value that was made for exactly this text, or a new one. */
  of(text: string, make: (text: string) => V): V {
    const found = this.#kept.get(text)
    if (found !== undefined) return found
    const made = make(text)
    if (text.length <= LONGEST && this.#isSecond(text)) {
      if (this.#kept.size >= MOST) this.#kept.clear()
      this.#kept.set(text, made)
    }
    return made
  }

  /** Maybe wrong, which only costs time: texts may have the same mark. */
  #isSecond(text: string): boolean {
    let mark = text.length
    // The end of a token is its signature.
    for (let i = Math.max(0, text.length - 16); i < text.length; i++)
      mark = (Math.imul(mark, 31) + text.charCodeAt(i)) | 0
    const slot = (mark ^ (mark >>> 16)) & (MARKS - 1)
    if (this.#marks[slot] === mark) return true
    this.#marks[slot] = mark
    return false
  }
}
