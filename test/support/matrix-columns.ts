import type { Catalog } from '../../src/core/catalog/model.js'
import { type Column, filler } from '../../src/core/matrix/columns.js'
import type { Compiled } from '../../src/core/matrix/compile.js'
import type { RowKind } from '../../src/core/matrix/rows.js'
import { rowsSelected } from '../../src/core/matrix/select-rows.js'
import type { Users } from '../../src/core/users/model.js'

/** All the columns of a matrix, as the command makes them. */
export const columnsOf = (
  catalog: Catalog,
  users: Users,
  by: RowKind,
  compiled: Compiled,
): Column[] => Array.from(rowsSelected(catalog, users, by), filler(compiled))
