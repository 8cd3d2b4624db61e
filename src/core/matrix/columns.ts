import type { Catalog } from '../catalog/model.js'
import type { Users } from '../users/model.js'
import { type Compiled, fillRow } from './compile.js'
import { baseRows, bitsOf, type Row, type RowKind, rowsOf } from './rows.js'

/** A subject and the answer of each route: a Cell for each route of the catalog, in catalog order. */
export interface Column extends Pick<Row, 'kind' | 'name' | 'disabled'> {
  readonly cells: Uint8Array
}

/** The columns of a matrix: before the roles come anonymous and everyone. */
export function* columnsOf(
  catalog: Catalog,
  users: Users,
  by: RowKind,
  compiled: Compiled,
): Generator<Column> {
  const fill = filler(compiled)
  if (by === 'role') for (const row of baseRows(catalog)) yield fill(row)
  for (const row of rowsOf(catalog, users, by)) yield fill(row)
}

/** Subjects that hold the same share one array: a million users of a few kinds need only a few rows. */
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
