import { grantedScopes } from '../granted.js'
import { defineRule } from '../rule.js'

export const ungrantedScope = defineRule({
  code: 'ungranted-scope',
  severity: 'warning',
  why: [
    'A scope that no role, user or client has is in no token, so nobody can call what it guards.',
    'Grant it to the role that should have it, or delete it.',
    'Grants of disabled users and clients do not count. A catalog that grants nothing at all,',
    'and has no users file, is not checked: its grants are kept elsewhere.',
  ],
  example: {
    bad: {
      catalog: `scopes:
  items:read: Read items
  items:delete: Delete items
roles:
  reader: { default: true, scopes: [items:read] }
routes:
  GET /items: items:read
  DELETE /items/{id}: items:delete
`,
    },
    good: {
      catalog: `scopes:
  items:read: Read items
  items:delete: Delete items
roles:
  reader: { default: true, scopes: [items:read] }
  janitor: { scopes: [items:delete] }
routes:
  GET /items: items:read
  DELETE /items/{id}: items:delete
`,
    },
  },
  *check(facts) {
    if (facts.catalog.roles.size === 0 && !facts.hasUsers) return
    const granted = grantedScopes(facts)
    for (const { name, at } of facts.catalog.scopes.values()) {
      if (!granted.has(name)) yield { at, name, args: { scope: name } }
    }
  },
})
