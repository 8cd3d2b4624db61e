import type { Catalog } from '../../catalog/model.js'
import { grantsOf } from '../../subject/grants.js'
import type { Subject } from '../../subject/model.js'
import { rolesOf } from '../../users/held-roles.js'
import type { Users } from '../../users/model.js'
import { byCodeUnit } from '../../word.js'
import type { Cell } from './literal.js'

/**
 * Callers that a log may name: `kind, name, roles, token, scopes`. A disabled user counts as anonymous, since no token is issued to it. Scopes
 * that no route needs are left out.
 */
export function callersOf(
  catalog: Catalog,
  users: Users,
  relevant: ReadonlySet<string>,
): readonly (readonly Cell[])[] {
  const row = (kind: 'role' | 'user', name: string, roles: string, subject: Subject): Cell[] => {
    const granted = grantsOf(catalog, subject)
    const scopes = [...(granted ?? [])].filter((scope) => relevant.has(scope)).sort(byCodeUnit)
    return [kind, name, granted ? roles : '', granted ? 1 : 0, scopes.join(' ')]
  }
  const roles = [...catalog.roles.keys()]
    .sort(byCodeUnit)
    .map((name) => row('role', name, name, { kind: 'role', roles: [name] }))
  const people = [...users.users.values()].sort((a, b) => byCodeUnit(a.name, b.name))
  const named = people.map((user) => {
    const held = rolesOf(catalog, user).map(({ role }) => role.name)
    return row('user', user.name, held.sort(byCodeUnit).join('+'), { kind: 'user', user })
  })
  // An engine has no text with half a character or a NUL, so no log names them.
  return [...roles, ...named].filter(([, name]) => isStorable(String(name)))
}

const isStorable = (name: string): boolean => !/[\0\p{Surrogate}]/u.test(name)
