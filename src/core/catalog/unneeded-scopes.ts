import { directImplications } from './implications.js'
import type { Catalog, Scope } from './model.js'
import type { Edges } from './reach.js'

/**
 * The scopes of OpenID Connect (Core 1.0, sections 5.4 and 11). Clients request them for an ID token or a refresh token:
 * they guard no route by design.
 */
const OPENID = new Set(['openid', 'profile', 'email', 'address', 'phone', 'offline_access'])

/**
 * Declared scopes that nothing needs, directly or through what they imply.
 *
 * @param alsoNeeded names that something other than a route of the catalog needs
 */
export function unneededScopes(catalog: Catalog, alsoNeeded: Iterable<string> = []): Scope[] {
  const needed = new Set(alsoNeeded)
  for (const { requirement } of catalog.routes) {
    if (requirement.level !== 'scopes') continue
    for (const { scopes } of requirement.alternatives) for (const name of scopes) needed.add(name)
  }
  const useful = bringersOf(needed, directImplications(catalog.scopes))
  return [...catalog.scopes.values()].filter(({ name }) => !OPENID.has(name) && !useful.has(name))
}

/** These names, and all that imply one of them. */
function bringersOf(names: ReadonlySet<string>, implied: Edges): Set<string> {
  const impliedBy = new Map<string, string[]>()
  for (const [name, targets] of implied) {
    for (const target of targets) {
      const known = impliedBy.get(target)
      if (known) known.push(name)
      else impliedBy.set(target, [name])
    }
  }
  const all = new Set(names)
  // Iterating over a set also visits the items added meanwhile.
  for (const name of all) for (const each of impliedBy.get(name) ?? []) all.add(each)
  return all
}
