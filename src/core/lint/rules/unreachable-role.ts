import { reachedRoles } from '../granted.js'
import { defineRule } from '../rule.js'

export const unreachableRole = defineRule({
  code: 'unreachable-role',
  severity: 'warning',
  why: [
    'A role that no enabled user or client has, directly or through `extends`, and that is not a default.',
    'Or a role with a `when` that no user satisfies: often because of a misspelt value.',
    'Nobody would notice if it granted too much: assign it to somebody, or delete it.',
    'Without users, or if roles come from tokens (`role_claim`), this is not checked.',
  ],
  example: {
    bad: {
      catalog: `scopes: { read: Read data, write: Write data }
roles:
  reader: { scopes: [read] }
  writer: { scopes: [write] }
routes: { GET /items: read, POST /items: write }
`,
      users: `users:
  ada: { roles: [reader] }
`,
    },
    good: {
      catalog: `scopes: { read: Read data, write: Write data }
roles:
  reader: { scopes: [read] }
  writer: { scopes: [write] }
routes: { GET /items: read, POST /items: write }
`,
      users: `users:
  ada: { roles: [reader, writer] }
`,
    },
  },
  *check(facts) {
    if (!facts.hasUsers) return
    if (facts.settings.some(({ token }) => token.roleClaim !== undefined)) return
    const reached = reachedRoles(facts)
    for (const { name, at, when } of facts.catalog.roles.values()) {
      if (!reached.has(name)) yield { at, name, args: { role: name, unmet: when !== undefined } }
    }
  },
})
