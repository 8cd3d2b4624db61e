import { defineLater, type Outline } from './json-later.js'
import type { JsonFlaw, JsonOptions, JsonResult } from './json-options.js'
import { childOf, type Node, type Positions, place, positionsIn, rootNode } from './json-places.js'
import type { Json } from './model.js'
import { measured, readNatively } from './native-json.js'
import { isExact, type Written, WrittenNumber } from './written-number.js'

export type { JsonFlaw } from './json-options.js'
export type { Positions, Span } from './json-places.js'

const MAX_DEPTH = 64

/**
 * Parses JSON as RFC 8259 defines it, and refuses what JavaScript's own parser accepts: a duplicate name in an object
 * (compared after unescaping, RFC 7515 §4, RFC 7519 §4), a lone surrogate, a number that is not finite (`1e400`) and
 * nesting deeper than `maxDepth`. Takes linear time, also with `positions`.
 *
 * Objects in the result are plain ones in which `__proto__` is an ordinary member; read own properties only. NOT
 * checked: the length of the text, and, unless `numbers` says so, whether numbers are kept exactly. A U+FEFF is
 * refused, not skipped.
 */
export function parseJson(
  text: string,
  options: JsonOptions & { readonly positions: true },
): JsonResult<Positions>
export function parseJson(text: string, options?: JsonOptions): JsonResult<Positions | undefined>
export function parseJson(
  text: string,
  options: JsonOptions = {},
): JsonResult<Positions | undefined> {
  const maxDepth = Math.min(options.maxDepth ?? MAX_DEPTH, 1000)
  const root: Node | undefined = options.positions ? rootNode() : undefined
  try {
    const value = new Parser(text, maxDepth, options).parse(root, options.outline)
    return { ok: true, value, positions: root && positionsIn(root) }
  } catch (error) {
    if (error instanceof Stop) return { ok: false, flaw: error.flaw }
    throw error
  }
}

/** Like parseJson, with each number that JavaScript would write differently as a WrittenNumber. */
export function parseWritten(text: string): JsonResult<undefined, Written> {
  return parseJson(text, { numbers: 'written' }) as JsonResult<undefined, Written>
}

class Stop extends Error {
  readonly flaw: JsonFlaw

  constructor(flaw: JsonFlaw) {
    super(flaw.what)
    this.flaw = flaw
  }
}

const QUOTE = 0x22
const COMMA = 0x2c
const COLON = 0x3a
const BACKSLASH = 0x5c
const OPEN_LIST = 0x5b
const CLOSE_LIST = 0x5d
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y

const ignore = (): void => undefined

class Parser {
  #at = 0
  readonly #text: string
  readonly #maxDepth: number
  readonly #numbers: JsonOptions['numbers']
  readonly #onValues: (count: number) => void

  constructor(text: string, maxDepth: number, { numbers, onValues }: JsonOptions) {
    this.#text = text
    this.#maxDepth = maxDepth
    this.#numbers = numbers
    this.#onValues = onValues ?? ignore
  }

  parse(root: Node | undefined, outline: Outline | undefined): Json {
    this.#space()
    const value = this.#value(0, root, outline)
    this.#space()
    if (this.#at < this.#text.length) this.#stop('syntax')
    return value
  }

  #value(depth: number, node: Node | undefined, outline?: Outline): Json {
    const start = this.#at
    this.#onValues(1)
    const value = this.#bare(depth, node, outline)
    place(node, start, this.#at)
    return value
  }

  #bare(depth: number, node: Node | undefined, outline: Outline | undefined): Json {
    const first = this.#text.charCodeAt(this.#at)
    if (first === QUOTE) return this.#string()
    if (first === OPEN_OBJECT || first === OPEN_LIST) {
      if (depth >= this.#maxDepth) this.#stop('depth')
      this.#at++
      this.#space()
      return first === OPEN_OBJECT
        ? this.#object(depth + 1, node, outline)
        : this.#list(depth + 1, node)
    }
    if (this.#word('true')) return true
    if (this.#word('false')) return false
    if (this.#word('null')) return null
    return this.#number()
  }

  #object(depth: number, node: Node | undefined, outline: Outline | undefined): Json {
    const object: Record<string, Json> = {}
    if (this.#eat(CLOSE_OBJECT)) return object
    do {
      this.#space()
      const start = this.#at
      if (this.#text.charCodeAt(start) !== QUOTE) this.#stop('syntax')
      const name = this.#string()
      const inherited = name in object
      if (inherited && Object.hasOwn(object, name)) this.#stop('duplicate', start, name)
      const inner = outline && (outline.get(name) ?? outline.get('*'))
      const child = childOf(inner === 'skip' ? undefined : node, name, start, this.#at)
      this.#space()
      if (!this.#eat(COLON)) this.#stop('syntax')
      this.#space()
      const from = this.#at
      const value =
        outline && (inner === undefined || typeof inner === 'string')
          ? this.#leaf(depth, child, inner)
          : this.#value(depth, child, inner as Outline | undefined)
      if (inner === 'later') defineLater(object, name, this.#text.slice(from, this.#at))
      // An assignment could call a setter: `__proto__` would become the prototype.
      else if (inherited)
        Object.defineProperty(object, name, {
          value,
          writable: true,
          enumerable: true,
          configurable: true,
        })
      else object[name] = inner === 'skip' ? null : value
      this.#space()
    } while (this.#eat(COMMA))
    if (!this.#eat(CLOSE_OBJECT)) this.#stop('syntax')
    return object
  }

  #list(depth: number, node: Node | undefined): Json {
    const list: Json[] = []
    if (this.#eat(CLOSE_LIST)) return list
    do {
      this.#space()
      list.push(this.#value(depth, childOf(node)))
      this.#space()
    } while (this.#eat(COMMA))
    if (!this.#eat(CLOSE_LIST)) this.#stop('syntax')
    return list
  }

  /** A value that the outline does not divide further. */
  #leaf(depth: number, node: Node | undefined, kind: 'later' | 'skip' | undefined): Json {
    const start = this.#at
    const first = this.#text.charCodeAt(start)
    const isPlaced = node !== undefined && kind === undefined
    if ((first !== OPEN_OBJECT && first !== OPEN_LIST) || isPlaced) return this.#value(depth, node)
    const room = this.#maxDepth - depth
    const found =
      kind === 'skip'
        ? measured(this.#text, start, room)
        : readNatively(this.#text, start, room, this.#onValues)
    if (!found) return this.#value(depth, node)
    this.#at = found.end
    place(node, start, found.end)
    return 'value' in found ? found.value : null
  }

  #string(): string {
    const start = this.#at
    let plain = true
    let i = start + 1
    for (; ; i++) {
      const unit = this.#text.charCodeAt(i)
      if (unit === QUOTE) break
      if (unit === BACKSLASH) {
        plain = false
        i++
      } else if (unit >= 0xd800 && unit <= 0xdfff) plain = false
      else if (!(unit >= 0x20)) this.#stop('syntax', Math.min(i, this.#text.length)) // a control character, or the end (NaN)
    }
    this.#at = i + 1
    if (plain) return this.#text.slice(start + 1, i)
    const value = unescaped(this.#text.slice(start, i + 1))
    if (value === undefined) this.#stop('syntax', start)
    if (/\p{Surrogate}/u.test(value)) this.#stop('surrogate', start)
    return value
  }

  #number(): number {
    NUMBER.lastIndex = this.#at
    if (!NUMBER.test(this.#text)) this.#stop('syntax')
    const end = NUMBER.lastIndex
    const text = this.#text.slice(this.#at, end)
    const value = Number(text)
    if (!Number.isFinite(value)) this.#stop('number')
    const numbers = this.#numbers ?? 'rounded'
    const isKept = numbers === 'rounded' || String(value) === text
    if (!isKept && (numbers === 'verbatim' || (numbers === 'exact' && !isExact(text))))
      this.#stop('inexact')
    this.#at = end
    // Only if the caller asked for it, and then the type says so.
    return !isKept && numbers === 'written' ? (new WrittenNumber(text) as never) : value
  }

  #word(word: string): boolean {
    if (!this.#text.startsWith(word, this.#at)) return false
    this.#at += word.length
    return true
  }

  #eat(unit: number): boolean {
    if (this.#text.charCodeAt(this.#at) !== unit) return false
    this.#at++
    return true
  }

  #space(): void {
    for (; ; this.#at++) {
      const unit = this.#text.charCodeAt(this.#at)
      if (unit !== 0x20 && unit !== 0x0a && unit !== 0x0d && unit !== 0x09) return
    }
  }

  #stop(what: JsonFlaw['what'], offset = this.#at, name?: string): never {
    throw new Stop(name === undefined ? { what, offset } : { what, offset, name })
  }
}

function unescaped(literal: string): string | undefined {
  try {
    return JSON.parse(literal) as string
  } catch {
    return undefined
  }
}
