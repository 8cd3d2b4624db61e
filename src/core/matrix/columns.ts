import type { Catalog } from '../catalog/model.js'
import type { Users } from '../users/model.js'
import { type Compiled, fillRow } from './compile.js'
import { baseRows, bitsOf, type Row, type RowKind, rowsOf } from './rows.js'

/** Somebody and what each route answers them: a Cell for each route of the catalog, in its order. */
export interface Column extends Pick<Row, 'kind' | 'name' | 'disabled'> {
  readonly cells: Uint8Array
}

/** The columns of a matrix: of roles nobody and everyone come first, as they are roles that nobody lists. */
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

/** Whoever holds the same shares one array: a million users of a few kinds cost a few rows. */
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
