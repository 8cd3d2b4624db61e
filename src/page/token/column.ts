import type { Column } from '../columns.js'
import type { Model } from '../model.js'
import type { TokenRow } from './box.js'

/** The pasted token as a column of the grid: nothing is compared with it, and no link leads to it. */
export function tokenColumn(model: Model, { row, isVerified }: TokenRow): Column {
  const name = !row.grants
    ? 'your token, refused'
    : isVerified
      ? 'your token'
      : 'your token, not verified'
  const cells = model.now.cells(row)
  return { id: 'token:', kind: 'token', name, row, cells, before: undefined, only: undefined }
}
