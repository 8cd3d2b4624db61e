import type { Catalog, Scope } from './model.js'

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
  return [...catalog.scopes.values()].filter(({ name }) => {
    const reached = [...(catalog.implied.get(name) ?? [name])]
    return !OPENID.has(name) && !reached.some((each) => needed.has(each))
  })
}
