import type { Catalog, Role } from '../../catalog/model.js'
import type { Client, User, Users } from '../../users/model.js'
import type { Change } from '../evidence/change.js'
import type { Mutant, Mutation } from './model.js'
import { withRole } from './rebuild.js'

/** Drops and adds scopes of roles, drops `when`, sets `default`. */
export function* roleMutants(catalog: Catalog): Generator<Mutant> {
  const mutant = (mutation: Mutation, role: Role): Mutant => ({
    mutation,
    change: () => ({ touches: 'grants', catalog: withRole(catalog, role), implications: false }),
  })
  for (const role of catalog.roles.values()) {
    const { name, scopes } = role
    for (const scope of scopes) {
      const rest = scopes.filter((each) => each !== scope)
      yield mutant({ operator: 'drop-role-scope', role: name, scope }, { ...role, scopes: rest })
    }
    const own = catalog.own.get(name)
    for (const scope of catalog.scopes.keys()) {
      if (own?.has(scope)) continue
      const more = { ...role, scopes: [...scopes, scope] }
      yield mutant({ operator: 'add-role-scope', role: name, scope }, more)
    }
    // A role with `when` that is also default does not load, so it is not a mutant.
    if (role.when) yield mutant({ operator: 'drop-when', role: name }, { ...role, when: undefined })
    else if (!role.isDefault) {
      yield mutant({ operator: 'set-default', role: name }, { ...role, isDefault: true })
    }
  }
}

/** Enables disabled users and clients. */
export function* holderMutants(users: Users): Generator<Mutant> {
  for (const user of users.users.values()) if (user.disabled) yield enabled(user, 'user')
  for (const client of users.clients.values()) if (client.disabled) yield enabled(client, 'client')
}

function enabled(before: User | Client, holder: 'user' | 'client'): Mutant {
  // Copied by name: entries of a users file in lines inherit these from their class, and a spread would omit them.
  const { at } = before
  const own = 'claims' in before ? { claims: before.claims } : {}
  const after = { ...before, ...own, at, disabled: false }
  const change: Change = { touches: 'holder', before, after }
  return {
    mutation: { operator: 'drop-disabled', holder, name: before.name },
    change: () => change,
  }
}
