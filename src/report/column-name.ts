import type { Column } from '../core/matrix/columns.js'

/** What a name in a table may look like without being meant so. */
const KIND = /^(?:role|user|client|scope):/

/**
 * A column's name where columns of several kinds could meet: roles, everyone and anonymous by their bare names, others
 * with their kind before them. `test --table` reads them so.
 */
export function columnName({ kind, name }: Pick<Column, 'kind' | 'name'>): string {
  if (kind === 'everyone' || kind === 'anonymous') return name
  const isTaken = KIND.test(name) || name === 'everyone' || name === 'anonymous'
  return kind === 'role' && !isTaken ? name : `${kind}:${name}`
}
