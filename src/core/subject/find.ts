import { requireDeclared } from '../catalog/declared.js'
import type { Catalog } from '../catalog/model.js'
import { fail } from '../errors.js'
import { nearest } from '../nearest.js'
import { splitScopes } from '../scope-token.js'
import type { Users } from '../users/model.js'
import type { Subject } from './model.js'

/** The ways to name a subject, on a command line and in a suite: exactly one of these. */
export interface SubjectNames {
  readonly user?: string | undefined
  readonly client?: string | undefined
  /** All of these roles together. */
  readonly role?: readonly string[] | undefined
  /** Space-separated. */
  readonly scopes?: string | undefined
  readonly anonymous?: boolean | undefined
}

/**
 * The named subject; undefined if none is named.
 * @param scopesBy how the scopes were given, for the message that there are none.
 * @throws ScopectlError for a name that does not exist, with the nearest one that does.
 */
export function findSubject(
  names: SubjectNames,
  catalog: Catalog,
  users: Users,
  scopesBy = '--scopes',
): Subject | undefined {
  if (names.user !== undefined) return { kind: 'user', user: findUser(names.user, users) }
  if (names.client !== undefined) {
    return { kind: 'client', client: findClient(names.client, users) }
  }
  if (names.role !== undefined) {
    for (const role of names.role) {
      if (catalog.roles.has(role)) continue
      fail('no-such-role', { role, suggestion: nearest(role, catalog.roles.keys()) })
    }
    return { kind: 'role', roles: [...new Set(names.role)] }
  }
  if (names.scopes !== undefined) {
    const scopes = [...new Set(splitScopes(names.scopes))]
    if (scopes.length === 0) fail('blank-scopes', { flag: scopesBy })
    requireDeclared(catalog, scopes)
    return { kind: 'scopes', scopes }
  }
  return names.anonymous ? { kind: 'anonymous' } : undefined
}

function findUser(user: string, { users, clients, file }: Users) {
  return users.get(user) ?? fail('no-such-user', { user, file, ...meant(user, users, clients) })
}

function findClient(client: string, { users, clients, file }: Users) {
  const found = clients.get(client)
  return found ?? fail('no-such-client', { client, file, ...meant(client, clients, users) })
}

type Names = Pick<ReadonlyMap<string, unknown>, 'has' | 'keys'>

/** The exact name of the other kind, else the nearest of its own kind, else the nearest of the other. */
function meant(name: string, own: Names, others: Names) {
  if (others.has(name)) return { suggestion: undefined, other: name }
  const suggestion = nearest(name, own.keys())
  return { suggestion, other: suggestion === undefined ? nearest(name, others.keys()) : undefined }
}
