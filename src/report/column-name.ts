import type { Column } from '../core/matrix/columns.js'

/** A name that could be mistaken for one with a kind. */
const KIND = /^(?:role|user|client|scope):/

/**
 * A column name that is unique across kinds: roles, everyone and anonymous have their bare names, others have
 * their kind as a prefix. `test --table` reads these names.
 */
export function columnName({ kind, name }: Pick<Column, 'kind' | 'name'>): string {
  if (kind === 'everyone' || kind === 'anonymous') return name
  const isTaken = KIND.test(name) || name === 'everyone' || name === 'anonymous'
  return kind === 'role' && !isTaken ? name : `${kind}:${name}`
}
