import type { Catalog } from '../catalog/model.js'
import { fail } from '../errors.js'
import { nearest } from '../nearest.js'
import type { Users } from '../users/model.js'
import { baseRows, ROW_KINDS, type Row, type RowKind, rowOf, scopeRow } from './rows.js'

/**
 * The row that a name refers to: of the requested kind, or of the kind in its prefix (`user:bob`). A name that exists
 * as written takes precedence over reading it as a prefix and a name.
 * @throws ScopectlError for a name that nobody has.
 */
export function rowNamed(catalog: Catalog, users: Users, name: string, by: RowKind): Row {
  const plain = rowOfKind(catalog, users, name, by)
  if (plain) return plain
  const kind = ROW_KINDS.find((each) => name.startsWith(`${each}:`))
  const said = kind && rowOfKind(catalog, users, name.slice(kind.length + 1), kind)
  return (
    said ??
    (kind
      ? unknown(catalog, users, name.slice(kind.length + 1), kind)
      : unknown(catalog, users, name, by))
  )
}

function rowOfKind(catalog: Catalog, users: Users, name: string, kind: RowKind): Row | undefined {
  const user = users.users.get(name)
  const client = users.clients.get(name)
  switch (kind) {
    case 'role':
      if (catalog.roles.has(name)) return rowOf(catalog, { kind: 'role', roles: [name] })
      return [...baseRows(catalog)].find((row) => row.name === name)
    case 'user':
      return user && rowOf(catalog, { kind: 'user', user })
    case 'client':
      return client && rowOf(catalog, { kind: 'client', client })
    case 'scope':
      return catalog.scopes.has(name) ? scopeRow(catalog, name) : undefined
  }
}

function unknown(catalog: Catalog, users: Users, name: string, kind: RowKind): never {
  const { file } = users
  switch (kind) {
    case 'role':
      return fail('no-such-role', { role: name, suggestion: nearest(name, catalog.roles.keys()) })
    case 'user':
      return fail('no-such-user', {
        user: name,
        file,
        suggestion: nearest(name, users.users.keys()),
      })
    case 'client':
      return fail('no-such-client', {
        client: name,
        file,
        suggestion: nearest(name, users.clients.keys()),
      })
    case 'scope':
      return fail('no-such-scope', {
        scope: name,
        suggestion: nearest(name, catalog.scopes.keys()),
      })
  }
}
