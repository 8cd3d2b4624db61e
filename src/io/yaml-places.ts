import { Rows } from './rows.js'

/** A range of offsets. */
export type Range = readonly [start: number, end: number]
/** The library's range has a third number; it is missing for what is not written. */
type Found = readonly number[] | null | undefined
/** The number of a map or list of the document; a scalar has none. */
export type Place = number
export const NO_PLACE: Place = -1

const NOWHERE = -1
/** A map with this many names or fewer is searched linearly. */
const FEW = 8

/**
 * Where all maps, lists and their entries are, as plain numbers: the library's nodes, one for each word of the text,
 * can be freed once the text has been read. Filled from the inside out.
 */
export class YamlPlaces {
  /** For each map or list: its start and end, its first entry and number of entries, and whether they have names. */
  readonly #nodes = new Rows()
  /** For each entry: start and end of its name and of its value, and the place of its contents. */
  readonly #entries = new Rows()
  readonly #names: string[] = []
  /** The entries of the open collections, up to the innermost. */
  readonly #open = new Rows()
  readonly #openNames: string[] = []
  readonly #indexes = new Map<Place, Map<string, number>>()

  /** Begins a map or list; @returns the argument for `close`. */
  open(): number {
    return this.#openNames.length
  }

  /** Adds an entry to the open collection; items of a list have no name. */
  add(name: string, key: Found, value: Found, inside: Place): void {
    this.#openNames.push(name)
    const start = value?.[0] ?? NOWHERE
    const end = value?.[1] ?? NOWHERE
    this.#open.add(key?.[0] ?? NOWHERE, key?.[1] ?? NOWHERE, start, end, inside)
  }

  close(opened: number, range: Found, isMap: boolean): Place {
    const first = this.#names.length
    const count = this.#openNames.length - opened
    for (let i = opened; i < opened + count; i++) this.#names.push(this.#openNames[i] ?? '')
    this.#openNames.length = opened
    this.#entries.take(this.#open, opened)
    this.#nodes.add(range?.[0] ?? NOWHERE, range?.[1] ?? NOWHERE, first, count, isMap ? 1 : 0)
    return this.#nodes.length - 1
  }

  rangeOf(place: Place): Range | undefined {
    return place === NO_PLACE ? undefined : rangeAt(this.#nodes, place, 0)
  }

  /** The entry that a step of a path leads to. */
  step(
    place: Place,
    step: string | number,
  ): { key: Range | undefined; value: Range | undefined; inside: Place } | undefined {
    if (place === NO_PLACE) return undefined
    const first = this.#nodes.at(place, 2)
    const count = this.#nodes.at(place, 3)
    const isMap = this.#nodes.at(place, 4) === 1
    const number = isMap ? this.#find(place, first, count, String(step)) : step
    if (typeof number !== 'number' || number < 0 || number >= count) return undefined
    const entry = first + number
    return {
      key: rangeAt(this.#entries, entry, 0),
      value: rangeAt(this.#entries, entry, 2),
      inside: this.#entries.at(entry, 4),
    }
  }

  #find(place: Place, first: number, count: number, name: string): number {
    if (count <= FEW) {
      for (let i = 0; i < count; i++) if (this.#names[first + i] === name) return i
      return -1
    }
    const index =
      this.#indexes.get(place) ??
      new Map(this.#names.slice(first, first + count).map((each, i) => [each, i]))
    this.#indexes.set(place, index)
    return index.get(name) ?? -1
  }
}

/** @param column of the start; the next one is the end */
function rangeAt(rows: Rows, row: number, column: number): Range | undefined {
  const start = rows.at(row, column)
  return start === NOWHERE ? undefined : [start, rows.at(row, column + 1)]
}
