import type { Catalog } from '../catalog/model.js'
import { rolesOf } from '../users/held-roles.js'
import { explainGrants, grantsOf } from './grants.js'
import type { Grant, Subject } from './model.js'

/** How many kinds of people are cached; beyond that, grants are computed again each time. */
const MOST_KINDS = 100_000

/**
 * grantsOf for very many subjects of one catalog: users and clients with the same roles and the same own scopes share
 * one set, so a million people of a few kinds need only a few sets.
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

/** explainGrants for very many subjects: those who have the same roles in the same way share one explanation. */
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

/** Undefined for a subject that shares its grants with no other, or is anonymous. */
function keyOf(catalog: Catalog, subject: Subject): string | undefined {
  if (subject.kind === 'user' && !subject.user.disabled) {
    const roles = rolesOf(catalog, subject.user).map(({ role }) => role.name)
    return JSON.stringify([roles, subject.user.scopes])
  }
  if (subject.kind === 'client' && !subject.client.disabled) {
    // A user's roles also follow from attributes, but in the end both are lists of roles.
    return JSON.stringify([subject.client.roles, subject.client.scopes])
  }
  return undefined
}
