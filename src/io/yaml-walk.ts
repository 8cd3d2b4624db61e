import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml'
import { RESERVED_NAMES } from '../core/plain-map.js'
import { type Problem, problem } from '../core/problem.js'
import { isExact } from '../core/token/written-number.js'
import { escapedCharacter, type Finding, isUnsafeNumber } from './findings.js'
import type { TextLines } from './text-lines.js'
import { NO_PLACE, type Place, YamlPlaces } from './yaml-places.js'
import { isAmbiguousNumber, readAs } from './yaml-scalar.js'

/**
 * One walk over the nodes that builds the plain value and finds what strict YAML refuses. It is recursive, so the depth
 * must be limited before. Aliases are never followed, so no walk is longer than the text.
 */
export class YamlWalk {
  readonly findings: Finding[] = []
  readonly #text: string
  readonly #lines: TextLines

  constructor(text: string, lines: TextLines) {
    this.#text = text
    this.#lines = lines
  }

  readonly places = new YamlPlaces()
  /** The place of the map or list that `value` has just built. */
  place: Place = NO_PLACE

  value(node: unknown): unknown {
    this.place = NO_PLACE
    if (isScalar(node)) {
      this.#properties(node)
      return this.#scalar(node)
    }
    if (isMap(node)) {
      this.#properties(node)
      return this.#map(node)
    }
    if (isSeq(node)) {
      this.#properties(node)
      return this.#list(node)
    }
    if (isAlias(node)) {
      const [start = 0, end] = node.range ?? []
      this.#find(start, end, problem('yaml-alias', { name: node.source }))
    }
    return null
  }

  #list(list: YAMLSeq): unknown[] {
    const opened = this.places.open()
    const value = list.items.map((item) => {
      const inner = this.value(item)
      if (list.flow) this.#flowText(item)
      this.places.add('', undefined, rangeOf(item), this.place)
      return inner
    })
    this.place = this.places.close(opened, list.range, false)
    return value
  }

  #map(map: YAMLMap): Record<string, unknown> {
    const opened = this.places.open()
    const value: Record<string, unknown> = {}
    const starts = new Map<string, number>()
    for (const [i, pair] of map.items.entries()) {
      const start = startOf(pair.key)
      const name = this.#name(pair.key)
      const inner = this.value(pair.value)
      const inside = this.place
      if (map.flow) this.#flowPair(map.items, i)
      if (name === undefined) continue
      const first = starts.get(name)
      if (first === undefined) {
        starts.set(name, start)
        value[name] = inner
        this.places.add(name, rangeOf(pair.key), rangeOf(pair.value), inside)
      } else {
        const line = this.#lines.line(first)
        this.#find(start, endOf(pair.key), problem('duplicate-name', { name, line }))
      }
    }
    this.place = this.places.close(opened, map.range, true)
    return value
  }

  /** The key as a name, or undefined for one that is refused. */
  #name(key: unknown): string | undefined {
    const [start, end] = [startOf(key), endOf(key)]
    if (!isScalar(key)) {
      if (isAlias(key)) this.value(key)
      else if (isMap(key) || isSeq(key)) {
        this.#properties(key)
        this.#find(start, end, problem('name-not-scalar', { found: isMap(key) ? 'map' : 'list' }))
      } else this.#find(start, end, problem('name-not-string', { name: '', reads: 'null' }))
      return undefined
    }
    this.#properties(key)
    const name = String(key.value ?? '')
    if (key.type === 'PLAIN') {
      const reads = readAs(name)
      if (reads) return this.#find(start, end, problem('name-not-string', { name, reads }))
    }
    if (name === '<<') return this.#find(start, end, problem('yaml-merge-key', { key: name }))
    if (RESERVED_NAMES.has(name)) return this.#find(start, end, problem('reserved-name', { name }))
    this.#escapes(key)
    return name
  }

  #scalar(node: Scalar): unknown {
    const { value } = node
    const text = node.source ?? String(value)
    const isTooBig = typeof value === 'number' && isUnsafeNumber(value)
    if (!isTooBig && node.type === 'PLAIN' && isAmbiguousNumber(text)) {
      const found = problem('ambiguous-number', { text, quoted: `"${text}"` })
      this.#find(startOf(node), endOf(node), found)
    } else if (isTooBig || (typeof value === 'number' && !isExact(text))) {
      this.#find(startOf(node), endOf(node), problem('number-too-big', { text }))
    }
    this.#escapes(node)
    if (this.#isCutOff(node)) {
      const [start, end] = [startOf(node), startOf(node) + 1]
      this.#find(start, end, problem('yaml-ambiguous', { text: '', why: 'cut-off' }))
    }
    return value
  }

  /** A block text at the end of a file without a final line end: some parsers add one. */
  #isCutOff({ type, value, range }: Scalar): boolean {
    const isBlock = type === 'BLOCK_LITERAL' || type === 'BLOCK_FOLDED'
    if (!isBlock || this.#text.endsWith('\n') || !String(value).endsWith('\n')) return false
    return (range?.[1] ?? 0) >= this.#text.length
  }

  #escapes({ type, value, range }: Scalar): void {
    if (type !== 'QUOTE_DOUBLE' || typeof value !== 'string') return
    const character = escapedCharacter(value)
    if (character === undefined) return
    this.#find(range?.[0] ?? 0, range?.[1], problem('bad-character', { character, escaped: true }))
  }

  /**
   * Finds what YAML 1.1 and 1.2 parse differently: `{ ?a: b }` is `a: b` in 1.1, `[a:, b]` is the text `a:` for some.
   */
  #flowPair(pairs: readonly Pair[], i: number): void {
    const { key, value } = pairs[i] ?? {}
    this.#flowText(key)
    this.#flowText(value)
    if (hasValue(pairs[i])) return
    const [start, end] = [startOf(key), endOf(key)]
    const quoted = this.#textWithCommas(pairs, i)
    const text = this.#text.slice(start, end)
    this.#find(start, end, problem('yaml-ambiguous', { text, why: 'no-value', quoted }))
  }

  /** `{ reason: a, b, c }`: the whole text after `reason`, which only quotes hold together. */
  #textWithCommas(pairs: readonly Pair[], i: number): string | undefined {
    const first = pairs.slice(0, i).findLast(hasValue)
    const next = pairs.findIndex((pair, at) => at > i && hasValue(pair))
    const last = pairs[next === -1 ? pairs.length - 1 : next - 1]
    if (!isScalar(first?.value) || first.value.type !== 'PLAIN') return undefined
    return JSON.stringify(this.#text.slice(startOf(first.value), endOf(last?.key)))
  }

  #flowText(node: unknown): void {
    if (!isScalar(node) || node.type !== 'PLAIN' || !node.source?.startsWith('?')) return
    const found = problem('yaml-ambiguous', { text: node.source, why: 'question-mark' })
    this.#find(startOf(node), endOf(node), found)
  }

  /** Anchors and tags come before the node; the library does not keep their locations. */
  #properties(node: Node & { anchor?: string }): void {
    const start = startOf(node)
    if (node.anchor !== undefined) {
      const at = this.#before(`&${node.anchor}`, start)
      this.#find(at, at + node.anchor.length + 1, problem('yaml-anchor', { name: node.anchor }))
    }
    if (node.tag !== undefined) {
      const at = this.#tagBefore(start)
      const tag = /^!\S*/.exec(this.#text.slice(at, at + 200))?.[0] ?? node.tag
      this.#find(at, at + tag.length, problem('yaml-tag', { tag }))
    }
  }

  #before(text: string, start: number): number {
    const at = this.#text.lastIndexOf(text, start)
    return at < 0 ? start : at
  }

  #tagBefore(start: number): number {
    let at = this.#before('!', start)
    while (at > 0 && this.#text[at - 1] === '!') at--
    return at
  }

  #find(start: number, end: number | undefined, found: Problem): undefined {
    this.findings.push({ start, end: end ?? start + 1, problem: found })
  }
}

type Ranged = { range?: readonly number[] | null } | null | undefined
const rangeOf = (node: unknown): readonly number[] | null | undefined => (node as Ranged)?.range
const startOf = (node: unknown): number => rangeOf(node)?.[0] ?? 0
const endOf = (node: unknown): number => rangeOf(node)?.[1] ?? 0

const hasValue = (pair: Pair | undefined): boolean => {
  const value = pair?.value
  return startOf(value) < endOf(value) || (value !== null && !isScalar(value))
}
