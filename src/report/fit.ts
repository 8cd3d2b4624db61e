import { escapeText } from './escape.js'
import type { Style } from './style.js'
import { cutTo, largest, widthOf } from './width.js'

const INDENT = 2
const GAP = 2

/** A column that may be cut, and its minimum width. */
export interface Squeeze {
  readonly column: number
  readonly least: number
}

/**
 * Cuts the rows of a table so that each line fits: first the given columns, in order and down to their minimum width,
 * then the last cell of a row. For lists that are read line by line, where wrapping would mislead.
 */
export function fit(
  rows: readonly (readonly string[])[],
  style: Style,
  squeeze: readonly Squeeze[],
): string[][] {
  const { columns, marks } = style
  const out = rows.map((row) => row.map(escapeText))
  for (const { column, least } of squeeze) {
    const widths = widthsOf(out)
    const over =
      largest(out.map((row) => startOf(row.length - 1, widths) + lastWidth(row))) - columns
    if (over <= 0) break
    const most = Math.max(least, (widths[column] ?? 0) - over)
    for (const row of out) {
      // The last cell of a row can use the rest of the line.
      if (column < row.length - 1) row[column] = cutTo(row[column] ?? '', most, marks.cut)
    }
  }
  const widths = widthsOf(out)
  for (const row of out) {
    const room = Math.max(1, columns - startOf(row.length - 1, widths))
    row.push(cutTo(row.pop() ?? '', room, marks.cut))
  }
  return out
}

function widthsOf(rows: readonly (readonly string[])[]): number[] {
  const widths: number[] = []
  for (const row of rows) {
    for (const [i, cell] of row.slice(0, -1).entries()) {
      widths[i] = Math.max(widths[i] ?? 0, widthOf(cell))
    }
  }
  return widths
}

const startOf = (column: number, widths: readonly number[]): number =>
  widths.slice(0, column).reduce((sum, width) => sum + width + GAP, INDENT)

const lastWidth = (row: readonly string[]): number => widthOf(row.at(-1) ?? '')
