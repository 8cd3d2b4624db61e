import type { Column } from '../../core/matrix/columns.js'
import { escapeText } from '../escape.js'
import { widthOf } from '../width.js'

/** A printed column: its label, and who it is for. */
export interface Head {
  readonly label: string
  /** The first names, at most MOST_NAMES + 1. */
  readonly names: readonly string[]
  readonly count: number
  readonly cells: Uint8Array
}

/** The most names shown in a legend entry. */
export const MOST_NAMES = 12
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** Columns under their own names; undefined if they do not all fit, each with a gap before it. */
export function byName(columns: readonly Column[], gap: number, room: number): Head[] | undefined {
  const heads: Head[] = []
  let width = 0
  for (const { name, cells } of columns) {
    const label = escapeText(name)
    width += gap + widthOf(label)
    if (width > room) return undefined // with a million columns, this stops early
    heads.push({ label, names: [name], count: 1, cells })
  }
  return heads
}

/** Merges columns that are equal at these routes, under a letter, or a number if there are many; a legend lists their subjects. */
export function byLetter(columns: readonly Column[], numbers: readonly number[]): Head[] {
  const groups = new Map<string, { names: string[]; count: number; cells: Uint8Array }>()
  // Columns with equal cells may share one array, so that their text is made only once.
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

/** The total width of the columns, each with a gap before it. */
export const widthOfHeads = (heads: readonly Head[], gap: number): number =>
  heads.reduce((sum, { label }) => sum + gap + widthOf(label), 0)

/** Splits the columns into tables that fit. */
export function blocksOf(heads: readonly Head[], gap: number, room: number): Head[][] {
  const blocks: Head[][] = [[]]
  for (const head of heads) {
    const last = blocks.at(-1) ?? []
    if (last.length > 0 && widthOfHeads([...last, head], gap) > room) blocks.push([head])
    else last.push(head)
  }
  return blocks
}
