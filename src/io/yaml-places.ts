import type { Location } from '../core/problem.js'
import type { Path } from '../core/source.js'
import type { TextLines } from './text-lines.js'

/** From an offset up to another; undefined for what is not written. */
export type Range = readonly [start: number, end: number]
const NOWHERE = -1
/** A map of so few names is looked through. */
const FEW = 8

/**
 * Where the entries of a map or the items of a list stand, as numbers alone: the library's nodes, of which there is one
 * for each word of the text, can go when the text has been read.
 */
export class YamlPlaces {
  readonly range: Range | undefined
  readonly #isMap: boolean
  readonly #names: string[] = []
  /** Start and end of each value, and in a map of each name before it. */
  readonly #ranges: number[] = []
  #inner: (YamlPlaces | undefined)[] | undefined
  #numbers: Map<string, number> | undefined

  constructor(range: Range | undefined, isMap: boolean) {
    this.range = range
    this.#isMap = isMap
  }

  addEntry(
    name: string,
    key: Range | undefined,
    value: Range | undefined,
    inner: YamlPlaces | undefined,
  ): void {
    this.#names.push(name)
    this.#add(key)
    this.addItem(value, inner)
  }

  addItem(value: Range | undefined, inner: YamlPlaces | undefined): void {
    if (inner) {
      this.#inner ??= []
      this.#inner[this.#count()] = inner
    }
    this.#add(value)
  }

  #add(range: Range | undefined): void {
    this.#ranges.push(range?.[0] ?? NOWHERE, range?.[1] ?? NOWHERE)
  }

  /** Of whole entries or items: a name without its value yet is none. */
  #count(): number {
    return Math.floor(this.#ranges.length / (this.#isMap ? 4 : 2))
  }

  /** The entry or item that a step of a path leads to. */
  step(
    step: string | number,
  ):
    | { key: Range | undefined; value: Range | undefined; inner: YamlPlaces | undefined }
    | undefined {
    const number = this.#isMap ? this.#numberOf(String(step)) : step
    if (typeof number !== 'number' || number < 0 || number >= this.#count()) return undefined
    const at = number * (this.#isMap ? 4 : 2)
    return {
      key: this.#isMap ? this.#rangeAt(at) : undefined,
      value: this.#rangeAt(this.#isMap ? at + 2 : at),
      inner: this.#inner?.[number],
    }
  }

  #rangeAt(at: number): Range | undefined {
    const [start = NOWHERE, end = NOWHERE] = [this.#ranges[at], this.#ranges[at + 1]]
    return start === NOWHERE ? undefined : [start, end]
  }

  #numberOf(name: string): number {
    if (this.#names.length <= FEW) return this.#names.indexOf(name)
    this.#numbers ??= new Map(this.#names.map((each, i) => [each, i]))
    return this.#numbers.get(name) ?? -1
  }
}

/**
 * The place of the value at a path, or of its name; of the nearest one above where there is none. A value that is not
 * written, or that starts on a later line than its name (a block), stands where its name stands.
 */
export function locateIn(
  root: YamlPlaces,
  path: Path,
  part: 'key' | 'value',
  lines: TextLines,
): Location | undefined {
  let places: YamlPlaces | undefined = root
  let range = root.range
  let key: Range | undefined
  let whole = true
  for (const step of path) {
    const found: ReturnType<YamlPlaces['step']> = places?.step(step)
    whole = found !== undefined
    if (!found) break
    key = found.key
    range = found.value
    places = found.inner
  }
  if (
    key &&
    ((part === 'key' && whole) ||
      !range ||
      range[0] === range[1] ||
      lines.line(range[0]) > lines.line(key[0]))
  ) {
    return lines.at(key[0], key[1])
  }
  return range ? lines.at(range[0], range[1]) : undefined
}
