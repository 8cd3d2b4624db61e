import type { Catalog } from '../../catalog/model.js'
import type { Subject } from '../../subject/model.js'
import { rolesOf } from '../../users/held-roles.js'
import type { User, Users } from '../../users/model.js'
import type { NamedSubject } from '../model.js'
import { type Bearing, type Carried, carriedBy } from './carried.js'

/** A subject with a full token, as a suite would name it, and what that token carries. */
export interface FullRow {
  readonly subject: NamedSubject
  readonly carried: Carried
}

export const named = (
  subject: Subject,
  more: Partial<Pick<NamedSubject, 'scope' | 'except' | 'flaw'>> = {},
): NamedSubject => ({ kind: 'named', subject, scope: undefined, flaw: undefined, ...more })

/**
 * Every role, enabled user and client, `everyone` and `anonymous`: the subjects that tests mention first. Of users that
 * have the same roles for the same reasons and the same own scopes, one represents all.
 */
export function fullRows(bearing: Bearing, users: Users): FullRow[] {
  const { catalog } = bearing
  const subjects: Subject[] = [...catalog.roles.keys()].map((role) => ({
    kind: 'role',
    roles: [role],
  }))
  const seen = new Set<string>()
  for (const user of users.users.values()) {
    const key = user.disabled ? undefined : signature(catalog, user)
    if (key === undefined || seen.has(key)) continue
    seen.add(key)
    subjects.push({ kind: 'user', user })
  }
  for (const client of users.clients.values()) {
    if (!client.disabled) subjects.push({ kind: 'client', client })
  }
  subjects.push({ kind: 'anonymous' }, { kind: 'role', roles: [] })
  return subjects.map((subject) => {
    const row = named(subject)
    return { subject: row, carried: carriedBy(row, bearing) }
  })
}

const signature = (catalog: Catalog, user: User): string => {
  const roles = rolesOf(catalog, user).map(({ role, how }) => [role.name, how])
  return JSON.stringify([roles, [...user.scopes].sort()])
}
