import type { Catalog, Role } from '../catalog/model.js'
import { type Edges, reachOf } from '../catalog/reach.js'

/** The catalog with one role changed, and what every role has after it. */
export function withRole(catalog: Catalog, role: Role): Catalog {
  const roles = new Map(catalog.roles).set(role.name, role)
  const isSameScopes = catalog.roles.get(role.name)?.scopes === role.scopes
  return { ...catalog, roles, own: isSameScopes ? catalog.own : ownOf(roles) }
}

function ownOf(roles: Catalog['roles']): Catalog['own'] {
  const own = new Map<string, ReadonlySet<string>>()
  for (const name of roles.keys()) {
    const queue = [name]
    // The list grows while it is walked.
    for (const each of queue) {
      for (const parent of roles.get(each)?.extends ?? []) {
        if (!queue.includes(parent)) queue.push(parent)
      }
    }
    own.set(name, new Set(queue.flatMap((each) => roles.get(each)?.scopes ?? [])))
  }
  return own
}

/** The catalog with other direct implications; undefined where they form a cycle, which does not load. */
export function withImplications(catalog: Catalog, edges: Edges): Catalog | undefined {
  const reached = reachOf(edges)
  return reached.ok ? { ...catalog, implied: reached.reach } : undefined
}
