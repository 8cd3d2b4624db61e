import { escapeText } from './escape.js'
import type { Paint } from './style.js'
import { widthOf } from './width.js'

/**
 * A cell: text (escaped here), text with its paint, or, last in its row only, a list of items that
 * may continue on further lines, between items and never inside one.
 */
export type Cell = string | Painted | readonly string[]
interface Painted {
  readonly text: string
  readonly paint: Paint
}

export interface Layout {
  /** Spaces before each line. */
  readonly indent?: number
  /** Where lists continue on the next line. */
  readonly columns?: number
  /** Separates the items of a list. */
  readonly between?: string
}

const GAP = 2

/** Lines of aligned columns, without trailing spaces; nothing is cut or wrapped inside a cell. */
export function table(rows: readonly (readonly Cell[])[], layout: Layout = {}): string {
  const { indent = 2, columns = 80, between = '  ' } = layout
  const widths: number[] = []
  for (const row of rows) {
    // The last cell of a row does not need padding.
    for (const [i, cell] of row.slice(0, -1).entries()) {
      widths[i] = Math.max(widths[i] ?? 0, widthOf(plain(cell, between)))
    }
  }
  return rows.map((row) => `${' '.repeat(indent)}${line(row)}\n`).join('')

  function line(row: readonly Cell[]): string {
    let out = ''
    let start = indent
    for (const [i, cell] of row.entries()) {
      const last = i === row.length - 1
      const text = plain(cell, between)
      if (last && Array.isArray(cell)) out += flow(cell, start)
      else out += isPainted(cell) ? cell.paint(text) : text
      const width = (widths[i] ?? 0) + GAP
      if (!last) out += ' '.repeat(width - widthOf(text))
      start += width
    }
    return out.trimEnd()
  }

  function flow(items: readonly string[], start: number): string {
    const lines = ['']
    for (const item of items.map(escapeText)) {
      const current = lines.at(-1) ?? ''
      const next = current === '' ? item : `${current}${between}${item}`
      if (current === '' || start + widthOf(next) <= columns) lines[lines.length - 1] = next
      else lines.push(item)
    }
    return lines.join(`${between.trimEnd()}\n${' '.repeat(start)}`)
  }
}

const isPainted = (cell: Cell): cell is Painted => typeof cell === 'object' && 'paint' in cell

const plain = (cell: Cell, between: string): string =>
  typeof cell === 'string'
    ? escapeText(cell)
    : isPainted(cell)
      ? escapeText(cell.text)
      : cell.map(escapeText).join(between)
