import { RESERVED_NAMES } from '../../core/plain-map.js'
import { NO_PLACE, type Place, YamlPlaces } from '../yaml-places.js'
import { readAs } from '../yaml-scalar.js'
import { isLineEnd, notPlain, PlainText } from './plain-text.js'

/** What unquoted text does not begin with here: all of YAML's indicators, and what numbers and merge keys begin with. */
const NO_BEGIN = '-?:,[]{}#&*!|>\'"%@`.<=~+ \n\r'
/** What ends unquoted text in brackets; behind a colon, what makes the text before it a name. */
const ENDS = ',]}\n\r'
const AFTER_COLON = ',[]{} \n\r'
/** A name may be 1,024 characters long (YAML 1.2.2 §7.4.2). */
const LONGEST_NAME = 1_000

/** Reads values that stand on one line, or in brackets. What was read last stands from `start` to `end`. */
export class Inline {
  readonly places = new YamlPlaces()
  protected readonly on: PlainText
  protected start = 0
  protected end = 0
  /** The place of the map or list that was read last; a scalar has none. */
  protected inside: Place = NO_PLACE
  #brackets = 0

  constructor(text: string) {
    this.on = new PlainText(text)
  }

  /** A value on the line of its name or dash; of more than one line only in brackets, and further in than `column`. */
  protected value(column: number): unknown {
    const { on } = this
    if (isBracket(on.here())) return this.#flow(column)
    if (isQuote(on.here())) return this.#quoted()
    const line = on.line()
    const comment = line.indexOf(' #')
    const value = this.#take(comment < 0 ? line : line.slice(0, comment))
    if (value.includes(': ') || value.endsWith(':')) notPlain()
    return read(value)
  }

  /** A name and its colon; undefined, and nothing is read, where the line does not begin with any. */
  protected name(): string | undefined {
    const { on } = this
    const from = on.at
    if (isQuote(on.here())) {
      const name = this.#quoted()
      if (on.here() === ':') return this.#named(name)
      on.at = from
      return undefined
    }
    const line = on.line()
    const within = line.indexOf(': ')
    const colon = within < 0 && line.endsWith(':') ? line.length - 1 : within
    if (colon < 0 || isBracket(on.here())) return undefined
    const before = line.slice(0, colon)
    if (before.includes(' #')) return undefined
    const name = this.#take(before)
    if (name.length < colon || readAs(name) !== undefined) notPlain()
    return this.#named(name)
  }

  /** The name, if it is an ordinary one; goes on behind its colon. */
  #named(name: string): string {
    const { on } = this
    if (on.here() !== ':' || !(on.here(1) === ' ' || isLineEnd(on.here(1)))) notPlain()
    if (name.length > LONGEST_NAME || name === '<<' || RESERVED_NAMES.has(name)) notPlain()
    on.at++
    return name
  }

  /** Unquoted text from here, less the spaces at its end. */
  #take(text: string): string {
    const { on } = this
    if (NO_BEGIN.includes(on.here())) notPlain()
    let length = text.length
    while (text[length - 1] === ' ') length--
    this.start = on.at
    this.end = on.at += length
    this.inside = NO_PLACE
    on.count()
    return text.slice(0, length)
  }

  /** Quoted text without an escape, on one line. */
  #quoted(): string {
    const { on } = this
    const mark = on.here()
    const close = on.text.indexOf(mark, on.at + 1)
    const text = on.text.slice(on.at + 1, close)
    if (close < 0 || text.includes('\n') || text.includes('\\')) notPlain()
    this.start = on.at
    this.end = on.at = close + 1
    if (on.here() === mark) notPlain() // '' is ' within
    this.inside = NO_PLACE
    on.count()
    return text
  }

  #flow(column: number): unknown {
    const { on, places } = this
    const start = on.at
    const isMap = on.here() === '{'
    const close = isMap ? '}' : ']'
    const list: unknown[] = []
    const map: Record<string, unknown> = {}
    const opened = places.open()
    on.enter()
    this.#brackets++
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
    this.#brackets--
    on.count()
    on.leave()
    return isMap ? map : list
  }

  #flowName(): string {
    if (isQuote(this.on.here())) return this.#named(this.#quoted())
    const name = this.#flowText()
    if (readAs(name) !== undefined) notPlain()
    return this.#named(name)
  }

  #flowValue(column: number): unknown {
    if (isBracket(this.on.here())) return this.#flow(column)
    if (isQuote(this.on.here())) return this.#quoted()
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
    return this.#take(text.slice(at, end))
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
    return further === 0 && this.#brackets === 1 && (character === ']' || character === '}')
  }
}

const isQuote = (character: string): boolean => character === '"' || character === "'"
export const isBracket = (character: string): boolean => character === '[' || character === '{'

/** Text, true, false or a whole number; all else that the core schema knows is left to the library. */
function read(text: string): unknown {
  if (readAs(text) === undefined) return text
  if (text === 'true' || text === 'false') return text === 'true'
  return /^(?:0|[1-9][0-9]{0,14})$/.test(text) ? Number(text) : notPlain()
}
