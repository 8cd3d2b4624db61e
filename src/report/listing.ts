import { escapeText } from './escape.js'
import { fold } from './fold.js'
import type { Paint, Style } from './style.js'
import { widthOf } from './width.js'

const INDENT = 2
const GAP = 2

/** A row of a list: what identifies it, and what follows. */
export interface ListRow {
  /** Aligned columns; the last one may be long: a path, a name. */
  readonly head: readonly string[]
  readonly rest: readonly string[]
  /** Colours of the columns of the head, starting with the first. */
  readonly paints?: readonly Paint[]
}

/**
 * Rows in aligned columns, one line each. If a terminal is too narrow, a long head has a line of its own and the rest
 * goes below it, folded between words. Nothing is ever cut, and output to a pipe or a file is not folded either.
 */
export function* listing(rows: Iterable<ListRow>, style: Style): Generator<string> {
  const widths = { head: [] as number[], rest: [] as number[] }
  for (const { head, rest } of rows) {
    grow(widths.head, head)
    // The last cell needs no padding.
    grow(widths.rest, rest.slice(0, -1))
  }
  const textOf = ({ rest }: ListRow): string =>
    pad(rest, widths.rest).join(' '.repeat(GAP)).trimEnd()
  const natural = INDENT + widths.head.reduce((sum, width) => sum + width + GAP, 0)
  const start = style.folds ? startOfRest(natural, rows, textOf, style.columns) : natural
  for (const row of rows) {
    const text = textOf(row)
    const fits = !style.folds || start + widthOf(text) <= style.columns
    const [first = '', ...more] = fits
      ? [text]
      : foldCells(row.rest.map(escapeText), style.columns - start)
    const margin = ' '.repeat(start)
    const used = INDENT + widthOf(headText(row, widths.head))
    const between = used + GAP > start ? `\n${margin}` : ' '.repeat(start - used)
    const head = headText(row, widths.head, row.paints)
    yield `${' '.repeat(INDENT)}${head}${first === '' ? '' : between}${first}\n`
    for (const line of more) yield `${margin}${line}\n`
  }
}

/** Cells that share a line keep their distance; one that does not fit begins on the next line. */
function foldCells(cells: readonly string[], columns: number): string[] {
  const lines: string[] = []
  for (const cell of cells.filter((each) => each !== '')) {
    const last = lines.at(-1)
    const joined = `${last}${' '.repeat(GAP)}${cell}`
    if (last !== undefined && widthOf(joined) <= columns) lines[lines.length - 1] = joined
    else lines.push(...fold(cell, columns))
  }
  return lines
}

/** The column where the rest begins: after the longest head, or further left if the widest rest would not fit there. */
function startOfRest(
  natural: number,
  rows: Iterable<ListRow>,
  textOf: (row: ListRow) => string,
  columns: number,
): number {
  let widest = 0
  for (const row of rows) widest = Math.max(widest, widthOf(textOf(row)))
  return Math.min(natural, columns - Math.min(widest, Math.floor(columns / 2)))
}

function grow(widths: number[], cells: readonly string[]): void {
  for (const [i, cell] of cells.entries()) {
    widths[i] = Math.max(widths[i] ?? 0, widthOf(escapeText(cell)))
  }
}

const pad = (cells: readonly string[], widths: readonly number[]): string[] =>
  cells.map((cell, i) => {
    const text = escapeText(cell)
    return text + ' '.repeat(Math.max(0, (widths[i] ?? 0) - widthOf(text)))
  })

const headText = (
  { head }: ListRow,
  widths: readonly number[],
  paints: readonly Paint[] = [],
): string =>
  pad(head, widths)
    // What follows the last one pads it.
    .map((cell, i) => (i === head.length - 1 ? cell.trimEnd() : cell))
    .map((cell, i) => paints[i]?.(cell) ?? cell)
    .join(' '.repeat(GAP))
    .trimEnd()
