import type { Catalog, Role } from '../../catalog/model.js'
import { type Edges, lazySets, reachOf, type Sets } from '../../catalog/reach.js'

/** The catalog with one role changed, and the resulting scopes of every role. */
export function withRole(catalog: Catalog, role: Role): Catalog {
  const roles = new Map(catalog.roles).set(role.name, role)
  const isSameScopes = catalog.roles.get(role.name)?.scopes === role.scopes
  return { ...catalog, roles, own: isSameScopes ? catalog.own : ownOf(roles) }
}

const ownOf = (roles: Catalog['roles']): Sets =>
  lazySets((name) => {
    if (!roles.has(name)) return undefined
    const queue = new Set([name])
    // The set grows while it is iterated over.
    for (const each of queue) for (const parent of roles.get(each)?.extends ?? []) queue.add(parent)
    return new Set([...queue].flatMap((each) => roles.get(each)?.scopes ?? []))
  })

/** The catalog with other direct implications; undefined if they form a cycle, which would not load. */
export function withImplications(catalog: Catalog, edges: Edges): Catalog | undefined {
  const reached = reachOf(edges)
  return reached.ok ? { ...catalog, implied: reached.reach } : undefined
}
