import { norm } from '../../catalog/requirement.js'
import { overlapping } from '../overlaps.js'
import { defineRule } from '../rule.js'

export const firstMatchOverlap = defineRule({
  code: 'first-match-overlap',
  severity: 'warning',
  why: [
    'In a catalog the narrower template governs its paths, in whatever order. A server that',
    'uses the first match (FastAPI, Express) and declares its routes in this order guards them',
    'with the wider one. Put the narrower one first, here and in the server.',
    'Overlaps with the same requirement are not listed.',
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
    for (const { first, second, relation } of overlapping(catalog.routes)) {
      if (relation.kind !== 'around' || norm(first.requirement) === norm(second.requirement))
        continue
      const args = { route: second.name, other: first.name }
      yield { at: second.at, name: second.name, args }
    }
  },
})
