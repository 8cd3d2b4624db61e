import { RESERVED_NAMES } from '../../core/plain-map.js'
import { NO_PLACE, type Place, YamlPlaces } from '../yaml-places.js'
import { readAs } from '../yaml-scalar.js'
import { isLineEnd, notPlain, PlainText } from './plain-text.js'

/** What unquoted text does not begin with here: all of YAML's indicators, and what numbers and merge keys begin with. */
const NO_BEGIN = '-?:,[]{}#&*!|>\'"%@`.<=~+ \n\r'
/** A name may be 1,024 characters long (YAML 1.2.2 §7.4.2). */
const LONGEST_NAME = 1_000

/** Reads single values and names. What was read last, of whatever kind, stands from `start` to `end`. */
export class Words {
  readonly places = new YamlPlaces()
  protected readonly on: PlainText
  protected start = 0
  protected end = 0
  /** The place of the map or list that was read last; a scalar has none. */
  protected inside: Place = NO_PLACE

  constructor(text: string) {
    this.on = new PlainText(text)
  }

  /** Text, true, false or a whole number up to the line's end; all else that the core schema knows is the library's. */
  protected lineValue(): unknown {
    if (isQuote(this.on.here())) return this.quoted()
    const line = this.on.line()
    const comment = line.indexOf(' #')
    const value = this.unquoted(comment < 0 ? line : line.slice(0, comment))
    if (value.includes(': ') || value.endsWith(':')) notPlain()
    return read(value)
  }

  /** A name and its colon; undefined, and nothing is read, where the line does not begin with any. */
  protected name(): string | undefined {
    const { on } = this
    const from = on.at
    if (isQuote(on.here())) {
      const name = this.quoted()
      if (on.here() === ':') return this.named(name)
      on.at = from
      return undefined
    }
    const line = on.line()
    const within = line.indexOf(': ')
    const colon = within < 0 && line.endsWith(':') ? line.length - 1 : within
    if (colon < 0 || isBracket(on.here())) return undefined
    const before = line.slice(0, colon)
    if (before.includes(' #')) return undefined
    const name = this.unquoted(before)
    if (readAs(name) !== undefined) notPlain()
    return this.named(name)
  }

  /** The name, if it is an ordinary one; goes on behind its colon. */
  protected named(name: string): string {
    const { on } = this
    if (on.here() !== ':' || !(on.here(1) === ' ' || isLineEnd(on.here(1)))) notPlain()
    if (name.length > LONGEST_NAME || name === '<<' || RESERVED_NAMES.has(name)) notPlain()
    on.at++
    return name
  }

  /** Unquoted text from here, less the spaces at its end. */
  protected unquoted(text: string): string {
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
  protected quoted(): string {
    const { on } = this
    const mark = on.here()
    const close = on.text.indexOf(mark, on.at + 1)
    const text = on.text.slice(on.at + 1, close)
    if (close < 0 || text.includes('\n') || text.includes('\\')) notPlain()
    this.start = on.at
    this.end = on.at = close + 1
    this.inside = NO_PLACE
    on.count()
    return text
  }
}

export const isQuote = (character: string): boolean => character === '"' || character === "'"
export const isBracket = (character: string): boolean => character === '[' || character === '{'

export function read(text: string): unknown {
  if (readAs(text) === undefined) return text
  if (text === 'true' || text === 'false') return text === 'true'
  return /^(?:0|[1-9][0-9]{0,14})$/.test(text) ? Number(text) : notPlain()
}
