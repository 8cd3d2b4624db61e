import { matchRoute } from '../../catalog/match-route.js'
import type { Catalog, Route } from '../../catalog/model.js'
import { samplesIn } from '../../catalog/overlap.js'
import { norm } from '../../catalog/requirement.js'
import { depthOf, overlapping } from '../overlaps.js'
import { defineRule } from '../rule.js'

export const firstMatchOverlap = defineRule({
  code: 'first-match-overlap',
  severity: 'warning',
  why: [
    'In a catalog the narrower template governs its paths, in whatever order. A server that',
    'uses the first match (FastAPI, Express) and declares its routes in this order guards them',
    'with the wider one. Put the narrower one first, here and in the server.',
    'Overlaps with the same requirement are not listed, nor are routes that govern no path.',
  ],
  example: {
    bad: {
      catalog: `scopes: { users:read: View users }
roles:
  support: { scopes: [users:read] }
routes:
  GET /users/{id}: users:read
  GET /users/me: authenticated
`,
    },
    good: {
      catalog: `scopes: { users:read: View users }
roles:
  support: { scopes: [users:read] }
routes:
  GET /users/me: authenticated
  GET /users/{id}: users:read
`,
    },
  },
  *check({ catalog }) {
    const depths = new Map<string, number>()
    for (const { first, second, relation } of overlapping(catalog.routes)) {
      if (relation.kind !== 'around' || norm(first.requirement) === norm(second.requirement))
        continue
      if (!governsAny(catalog, second, depths)) continue
      const args = { route: second.name, other: first.name }
      yield { at: second.at, name: second.name, args }
    }
  },
})

/** A route without a tail always does; narrower ones may together have all paths of one with a tail. `depths`: of each method. */
function governsAny(catalog: Catalog, route: Route, depths: Map<string, number>): boolean {
  const { pattern, method } = route
  if (pattern.tail === undefined) return true
  const deepest =
    depths.get(method) ?? depthOf(catalog.routes.filter((each) => each.method === method))
  depths.set(method, deepest)
  return [...samplesIn(pattern, deepest)].some((path) => {
    const match = matchRoute(catalog, method, path)
    const governing = match.kind === 'route' ? [match.route, ...match.also] : []
    return match.kind === 'ambiguous' ? match.routes.includes(route) : governing.includes(route)
  })
}
