import type { Catalog } from '../catalog/model.js'
import { close } from '../catalog/reach.js'
import { grantsOf } from '../subject/grants.js'
import { isDisabled, nameOf, type Subject } from '../subject/model.js'
import { sharedGrants } from '../subject/shared-grants.js'
import type { Users } from '../users/model.js'
import { type Bits, type Compiled, toBits } from './compile.js'

/** The kinds of subjects that a matrix can have as rows. */
export const ROW_KINDS = ['role', 'user', 'client', 'scope'] as const
export type RowKind = (typeof ROW_KINDS)[number]

export interface Row {
  readonly kind: RowKind | 'everyone' | 'anonymous'
  readonly name: string
  readonly disabled: boolean
  /** What a token of the row holds; undefined: there is no token. */
  readonly grants: ReadonlySet<string> | undefined
  readonly subject: Subject
}

/** Anonymous, and the user who has only what everybody has: rows of every matrix of roles. */
export function* baseRows(catalog: Catalog): Generator<Row> {
  const anonymous = { kind: 'anonymous' as const }
  yield { ...anonymous, name: 'anonymous', disabled: false, grants: undefined, subject: anonymous }
  yield { ...rowOf(catalog, { kind: 'role', roles: [] }), kind: 'everyone', name: 'everyone' }
}

/** The rows of one kind, one by one, so that a million users need no memory for a million rows. */
export function* rowsOf(catalog: Catalog, users: Users, kind: RowKind): Generator<Row> {
  const grants = sharedGrants(catalog)
  switch (kind) {
    case 'role':
      for (const name of catalog.roles.keys()) {
        yield rowOf(catalog, { kind: 'role', roles: [name] })
      }
      return
    case 'user':
      for (const user of users.users.values()) yield rowOf(catalog, { kind: 'user', user }, grants)
      return
    case 'client':
      for (const client of users.clients.values())
        yield rowOf(catalog, { kind: 'client', client }, grants)
      return
    case 'scope':
      for (const name of catalog.scopes.keys()) yield scopeRow(catalog, name)
  }
}

/** A subject's row: its grants are those of an issued token, so both views agree on it. */
export function rowOf(
  catalog: Catalog,
  subject: Subject,
  grants = (whose: Subject) => grantsOf(catalog, whose),
): Row {
  const kind = subject.kind === 'scopes' ? 'scope' : subject.kind
  const name = nameOf(subject) ?? kind
  return { kind, name, disabled: isDisabled(subject), grants: grants(subject), subject }
}

/** The row of a token that carries only this scope, as the catalog's servers compare it, or in another view. */
export function scopeRow(catalog: Catalog, name: string, view = catalog.token.enforce): Row {
  const grants = view === 'implied' ? close(catalog.implied, [name]) : new Set([name])
  const subject = { kind: 'scopes' as const, scopes: [name] }
  return { kind: 'scope', name, disabled: false, grants, subject }
}

export const bitsOf = (compiled: Compiled, { grants }: Pick<Row, 'grants'>): Bits | undefined =>
  grants && toBits(compiled, grants)
