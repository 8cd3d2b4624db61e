import { defineRule } from '../rule.js'

export const unusedScope = defineRule({
  code: 'unused-scope',
  severity: 'warning',
  why: [
    'A scope that no route needs, and that implies no needed one, allows nothing.',
    'Either a route has lost its guard, or the scope is a leftover that only widens tokens.',
    'Guard the route with it, or delete it. A catalog without routes is not checked.',
  ],
  example: {
    bad: {
      catalog: `scopes:
  reports:read: Read reports
  items:read: Read items
roles:
  reader: { default: true, scopes: [items:read, reports:read] }
routes:
  GET /items: items:read
  GET /reports: authenticated
`,
    },
    good: {
      catalog: `scopes:
  reports:read: Read reports
  items:read: Read items
roles:
  reader: { default: true, scopes: [items:read, reports:read] }
routes:
  GET /items: items:read
  GET /reports: reports:read
`,
    },
  },
  *check({ catalog }) {
    if (catalog.routes.length === 0) return
    const guarding = new Set(
      catalog.routes.flatMap(({ requirement }) =>
        requirement.level === 'scopes'
          ? requirement.alternatives.flatMap(({ scopes }) => scopes)
          : [],
      ),
    )
    for (const { name, at } of catalog.scopes.values()) {
      const reached = [...(catalog.implied.get(name) ?? [name])]
      if (!reached.some((each) => guarding.has(each))) yield { at, name, args: { scope: name } }
    }
  },
})
