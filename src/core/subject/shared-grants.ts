import type { Catalog } from '../catalog/model.js'
import { rolesOf } from '../users/held-roles.js'
import { explainGrants, grantsOf } from './grants.js'
import type { Grant, Subject } from './model.js'

/** As many kinds of people are remembered; nobody's grants are wrong beyond, only worked out anew. */
const MOST_KINDS = 100_000

/**
 * grantsOf for very many subjects of one catalog: users and clients that have the same roles and the same scopes of
 * their own share one set, so that a million of a few kinds cost a few sets.
 */
export function sharedGrants(
  catalog: Catalog,
): (subject: Subject) => ReadonlySet<string> | undefined {
  const known = new Map<string, ReadonlySet<string>>()
  return (subject) => {
    const key = keyOf(catalog, subject)
    const found = key === undefined ? undefined : known.get(key)
    if (found) return found
    const made = grantsOf(catalog, subject)
    if (made && key !== undefined && known.size < MOST_KINDS) known.set(key, made)
    return made
  }
}

/** explainGrants for very many subjects: whoever has the same roles in the same way shares one explanation. */
export function sharedExplanations(
  catalog: Catalog,
): (subject: Subject) => ReadonlyMap<string, Grant> {
  const known = new Map<string, ReadonlyMap<string, Grant>>()
  return (subject) => {
    if (subject.kind !== 'user') return explainGrants(catalog, subject)
    const roles = rolesOf(catalog, subject.user).map(({ role, how }) => [role.name, how])
    const key = JSON.stringify([roles, subject.user.scopes])
    const found = known.get(key) ?? explainGrants(catalog, subject)
    if (known.size < MOST_KINDS) known.set(key, found)
    return found
  }
}

/** Undefined for whoever is alone of its kind, or is nobody. */
function keyOf(catalog: Catalog, subject: Subject): string | undefined {
  if (subject.kind === 'user' && !subject.user.disabled) {
    const roles = rolesOf(catalog, subject.user).map(({ role }) => role.name)
    return JSON.stringify([roles, subject.user.scopes])
  }
  if (subject.kind === 'client' && !subject.client.disabled) {
    // A user's roles are worked out from attributes too, but in the end both are lists of roles.
    return JSON.stringify([subject.client.roles, subject.client.scopes])
  }
  return undefined
}
