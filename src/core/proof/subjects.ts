import type { Catalog } from '../catalog/model.js'
import { grantsOf } from '../subject/grants.js'
import { rolesOf } from '../users/held-roles.js'
import type { Users } from '../users/model.js'

/** The subject of a statement. Disabled users and clients get no token, so they are left out. */
export interface Somebody {
  readonly kind: 'role' | 'user' | 'client'
  readonly name: string
  readonly holds: ReadonlySet<string>
  /** Default roles included, inherited ones not. */
  readonly roles: ReadonlySet<string>
}

const NONE: ReadonlySet<string> = new Set()

export function subjectsOf(catalog: Catalog, users: Users, kind: Somebody['kind']): Somebody[] {
  const defaults = [...catalog.roles.values()].filter(({ isDefault }) => isDefault)
  const common = defaults.map(({ name }) => name)
  if (kind === 'role') {
    return [...catalog.roles.keys()].map((name) => {
      const holds = grantsOf(catalog, { kind, roles: [name] }) ?? NONE
      return { kind, name, holds, roles: new Set([...common, name]) }
    })
  }
  if (kind === 'client') {
    return [...users.clients.values()].flatMap((client) => {
      const holds = grantsOf(catalog, { kind, client })
      return holds ? [{ kind, name: client.name, holds, roles: new Set(client.roles) }] : []
    })
  }
  return [...users.users.values()].flatMap((user) => {
    const holds = grantsOf(catalog, { kind, user })
    const roles = new Set(rolesOf(catalog, user).map(({ role }) => role.name))
    return holds ? [{ kind, name: user.name, holds, roles }] : []
  })
}
