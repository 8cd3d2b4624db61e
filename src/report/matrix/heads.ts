import type { Column } from '../../core/matrix/columns.js'
import { escapeText } from '../escape.js'
import { widthOf } from '../width.js'

/** A column as it is printed: what stands above it, and whom it is of. */
export interface Head {
  readonly label: string
  /** The first of them, at most MOST_NAMES and one. */
  readonly names: readonly string[]
  readonly count: number
  readonly cells: Uint8Array
}

/** Of a legend's entry so many names are said. */
export const MOST_NAMES = 12
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** Each column under its own name; undefined where they do not all fit, each with a gap before it. */
export function byName(columns: readonly Column[], gap: number, room: number): Head[] | undefined {
  const heads: Head[] = []
  let width = 0
  for (const { name, cells } of columns) {
    const label = escapeText(name)
    width += gap + widthOf(label)
    if (width > room) return undefined // of a million, few must be looked at
    heads.push({ label, names: [name], count: 1, cells })
  }
  return heads
}

/** Columns that are equal at these routes in one, under a letter, or a number where there are many; a legend says whose they are. */
export function byLetter(columns: readonly Column[], numbers: readonly number[]): Head[] {
  const groups = new Map<string, { names: string[]; count: number; cells: Uint8Array }>()
  // Whoever holds the same shares one array, so that the text is made once for all of them.
  const texts = new Map<Uint8Array, string>()
  for (const { name, cells } of columns) {
    const key = texts.get(cells) ?? numbers.map((number) => cells[number]).join('')
    texts.set(cells, key)
    const group = groups.get(key) ?? { names: [], count: 0, cells }
    groups.set(key, group)
    group.count++
    if (group.names.length <= MOST_NAMES) group.names.push(name)
  }
  const all = [...groups.values()]
  const digits = `${all.length}`.length
  return all.map((group, i) => ({
    ...group,
    label: LETTERS.length < all.length ? `${i + 1}`.padStart(digits) : (LETTERS[i] ?? ''),
  }))
}

/** How wide the columns are together, each with a gap before it. */
export const widthOfHeads = (heads: readonly Head[], gap: number): number =>
  heads.reduce((sum, { label }) => sum + gap + widthOf(label), 0)

/** The columns in as many tables as it takes for each to fit. */
export function blocksOf(heads: readonly Head[], gap: number, room: number): Head[][] {
  const blocks: Head[][] = [[]]
  for (const head of heads) {
    const last = blocks.at(-1) ?? []
    if (last.length > 0 && widthOfHeads([...last, head], gap) > room) blocks.push([head])
    else last.push(head)
  }
  return blocks
}
