import type { Column } from '../../core/matrix/columns.js'
import { escapeText } from '../escape.js'
import { widthOf } from '../width.js'

/** A column as it is printed: what stands above it, and everybody whom it is of. */
export interface Head {
  readonly label: string
  readonly names: readonly string[]
  readonly cells: Uint8Array
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** Each column under its own name. */
export const byName = (columns: readonly Column[]): Head[] =>
  columns.map(({ name, cells }) => ({ label: escapeText(name), names: [name], cells }))

/** Equal columns in one, under a letter, or a number where there are many; a legend says whose they are. */
export function byLetter(columns: readonly Column[]): Head[] {
  const groups = new Map<string, { names: string[]; cells: Uint8Array }>()
  // Whoever holds the same shares one array, so that the text is made once for all of them.
  const texts = new Map<Uint8Array, string>()
  for (const { name, cells } of columns) {
    const key = texts.get(cells) ?? cells.join('')
    texts.set(cells, key)
    const group = groups.get(key) ?? { names: [], cells }
    groups.set(key, group)
    group.names.push(name)
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
