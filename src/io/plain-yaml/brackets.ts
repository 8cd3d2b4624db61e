import { readAs } from '../yaml-scalar.js'
import { notPlain } from './plain-text.js'
import { isBracket, isQuote, read, Words } from './words.js'

/** What ends unquoted text in brackets; behind a colon, what makes the text before it a name. */
const ENDS = ',]}\n\r'
const AFTER_COLON = ',[]{} \n\r'

/** Reads maps and lists in brackets. */
export class Brackets extends Words {
  #open = 0

  /** From `[` or `{` to its end, which may be on another line; all of that is further in than `column`. */
  protected brackets(column: number): unknown {
    const { on, places } = this
    const start = on.at
    const isMap = on.here() === '{'
    const close = isMap ? '}' : ']'
    const list: unknown[] = []
    const map: Record<string, unknown> = {}
    const opened = places.open()
    on.enter()
    this.#open++
    do {
      on.at++
      this.#gap(column)
      if (on.here() === close) break
      const name = isMap ? this.#flowName() : ''
      const key = isMap ? ([this.start, this.end] as const) : undefined
      if (isMap && Object.hasOwn(map, name)) notPlain()
      this.#gap(column)
      const value = this.#flowValue(column)
      list.push(value)
      if (isMap) map[name] = value
      places.add(name, key, [this.start, this.end], this.inside)
      this.#gap(column)
    } while (on.here() === ',')
    if (on.here() !== close) notPlain()
    this.start = start
    this.end = ++on.at
    this.inside = places.close(opened, [start, this.end], isMap)
    this.#open--
    on.count()
    on.leave()
    return isMap ? map : list
  }

  #flowName(): string {
    if (isQuote(this.on.here())) return this.named(this.quoted())
    const name = this.#flowText()
    if (readAs(name) !== undefined) notPlain()
    return this.named(name)
  }

  #flowValue(column: number): unknown {
    if (isBracket(this.on.here())) return this.brackets(column)
    if (isQuote(this.on.here())) return this.quoted()
    return read(this.#flowText())
  }

  #flowText(): string {
    const { text, at } = this.on
    let end = at
    for (; end < text.length; end++) {
      const character = text.charAt(end)
      if (ENDS.includes(character)) break
      if (character === ':' && AFTER_COLON.includes(text.charAt(end + 1))) break
      if (character === '#' && text[end - 1] === ' ') break
      if (isBracket(character)) notPlain()
    }
    return this.unquoted(text.slice(at, end))
  }

  /** Spaces, comments and line ends within brackets. */
  #gap(column: number): void {
    const { on } = this
    while (on.isLineDone()) {
      const end = on.text.indexOf('\n', on.at)
      if (end < 0) notPlain()
      on.at = end + 1
      if (on.isLineDone()) continue
      on.skipSpaces()
      const further = on.at - end - 1 - column
      if (further <= 0 && !this.#isEnd(further)) notPlain()
    }
    on.skipSpaces()
  }

  /** The outermost bracket may end below its name. */
  #isEnd(further: number): boolean {
    const character = this.on.here()
    return further === 0 && this.#open === 1 && (character === ']' || character === '}')
  }
}
