/** Sizes of the grid in CSS pixels: rows and columns are placed by number, so all of them are alike. */
export interface Measures {
  readonly row: number
  readonly column: number
  /** The width of the column with the routes. */
  readonly side: number
  /** The height of the row with the names. */
  readonly head: number
  /** A few columns get wide cells with words, and names that are written horizontally. */
  readonly wide: boolean
}

const WIDE = 112
const NARROW = 34
/** What a letter takes, at most, of the width of a name. */
const LETTER = 7.4

export function measures(width: number, names: readonly string[], longest: number): Measures {
  const path = Math.max(120, longest * LETTER)
  const least = Math.round(Math.min(path + 84, width * sideShare(width)))
  const wide = names.length * WIDE + least <= width && names.every((name) => name.length <= 16)
  const most = names.reduce((all, name) => Math.max(all, name.length), 4)
  const head = wide ? 38 : Math.round(Math.min(Math.max(64, most * LETTER + 34), 180))
  const column = wide ? WIDE : NARROW
  // What is left over is for what the routes need.
  const spare = Math.max(0, Math.min(width - least - names.length * column, path + 324 - least))
  return { row: 30, column, side: least + spare, head, wide }
}

const sideShare = (width: number): number => (width < 600 ? 0.55 : width < 1000 ? 0.45 : 0.42)

/** The visible numbers, with some more on both sides so that scrolling never shows a gap. */
export function inSight(
  offset: number,
  length: number,
  size: number,
  total: number,
  more: number,
): readonly [first: number, end: number] {
  const first = Math.max(0, Math.floor(offset / size) - more)
  const end = Math.min(total, Math.ceil((offset + length) / size) + more)
  return [Math.min(first, end), end]
}
