import { unneededScopes } from '../../catalog/unneeded-scopes.js'
import { defineRule } from '../rule.js'

export const unusedScope = defineRule({
  code: 'unused-scope',
  severity: 'warning',
  why: [
    'A scope that no route needs, and that implies no needed one, allows nothing.',
    'Either a route has lost its guard, or the scope is a leftover that only widens tokens.',
    'Guard the route with it, or delete it. A catalog without routes is not checked.',
    'The scopes of OpenID Connect (openid, profile, email, address, phone, offline_access) are not',
    'reported: clients request them for an ID token or a refresh token, and they guard no route.',
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
    for (const { name, at } of unneededScopes(catalog)) yield { at, name, args: { scope: name } }
  },
})
