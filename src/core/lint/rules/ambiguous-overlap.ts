import { matchRoute } from '../../catalog/match-route.js'
import type { Route } from '../../catalog/model.js'
import { pathOf } from '../../catalog/overlap.js'
import { norm } from '../../catalog/requirement.js'
import { overlapping } from '../overlaps.js'
import { defineRule } from '../rule.js'

export const ambiguousOverlap = defineRule({
  code: 'ambiguous-overlap',
  severity: 'error',
  why: [
    'Two templates share paths, neither contains the other, and they require different things or are',
    'undecided. Questions about such a path are refused (exit 2), and servers pick one by chance.',
    'Add a route for exactly the shared paths, or give both the same requirement.',
  ],
  example: {
    bad: {
      catalog: `scopes: { read: Read data, write: Write data }
roles:
  editor: { scopes: [read, write] }
routes:
  GET /{kind}/latest: read
  GET /items/{id}: read write
`,
    },
    good: {
      catalog: `scopes: { read: Read data, write: Write data }
roles:
  editor: { scopes: [read, write] }
routes:
  GET /items/latest: read
  GET /{kind}/latest: read
  GET /items/{id}: read write
`,
    },
  },
  *check({ catalog }) {
    for (const { first, second, relation } of overlapping(catalog.routes)) {
      if (relation.kind !== 'overlap' || isSame(first, second)) continue
      const isAmbiguous = (path: string): boolean => {
        const match = matchRoute(catalog, second.method, path)
        return (
          match.kind === 'ambiguous' &&
          match.routes.includes(first) &&
          match.routes.includes(second)
        )
      }
      for (const sample of relation.samples) {
        const path = isAmbiguous(sample) ? pathOf(sample, isAmbiguous) : undefined
        if (path === undefined) continue
        const args = { route: second.name, other: first.name, path: `${second.method} ${path}` }
        yield { at: second.at, name: second.name, args }
        break
      }
    }
  },
})

/** Whether both require the same, so that it makes no difference which one governs. */
const isSame = ({ requirement: one }: Route, { requirement: other }: Route): boolean =>
  one.level !== 'undecided' && norm(one) === norm(other)
