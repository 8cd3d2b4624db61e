import { type Filters, passes, passesScope } from '../catalog/filter.js'
import type { Catalog } from '../catalog/model.js'
import { rolesOf } from '../users/held-roles.js'
import type { Users } from '../users/model.js'
import { baseRows, type Row, type RowKind, rowsOf } from './rows.js'

/** The rows of a matrix that filters select. Before roles come anonymous and everyone, which match as role names do. */
export function* rowsSelected(
  catalog: Catalog,
  users: Users,
  by: RowKind,
  { role, scope }: Filters = {},
): Generator<Row> {
  if (by === 'role') for (const row of baseRows(catalog)) if (passes(role, row.name)) yield row
  for (const row of rowsOf(catalog, users, by)) {
    const isSelected =
      by === 'scope' ? passesScope(scope, row.name, catalog.scopes) : hasRole(catalog, row, role)
    if (isSelected) yield row
  }
}

/** Whether the row is a matching role, or a subject who has one, from any source. */
function hasRole(catalog: Catalog, { subject }: Row, globs: Filters['role']): boolean {
  if (globs === undefined) return true
  switch (subject.kind) {
    case 'user':
      return rolesOf(catalog, subject.user).some(({ role }) => passes(globs, role.name))
    case 'client':
      return subject.client.roles.some((name) => passes(globs, name))
    case 'role':
      return subject.roles.some((name) => passes(globs, name))
    default:
      return false
  }
}
