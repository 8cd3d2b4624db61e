import { type Compiled, fillRow } from './compile.js'
import { bitsOf, type Row } from './rows.js'

/** A subject and the answer of each route: a Cell for each route of the catalog, in catalog order. */
export interface Column extends Pick<Row, 'kind' | 'name' | 'disabled'> {
  readonly cells: Uint8Array
}

/** Subjects with the same scopes share one array: a million users of a few kinds cost a few rows. */
export function filler(compiled: Compiled): (row: Row) => Column {
  const byGrants = new Map<Row['grants'], Uint8Array>()
  const byBits = new Map<string, Uint8Array>()
  const cellsOf = (row: Row): Uint8Array => {
    const bits = bitsOf(compiled, row)
    const key = bits ? bits.join() : 'no token'
    const cells = byBits.get(key) ?? fillRow(compiled, bits, new Uint8Array(compiled.levels.length))
    byBits.set(key, cells)
    return cells
  }
  return (row) => {
    const cells = byGrants.get(row.grants) ?? cellsOf(row)
    byGrants.set(row.grants, cells)
    return { kind: row.kind, name: row.name, disabled: row.disabled, cells }
  }
}
