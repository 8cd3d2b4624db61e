import { defineRule } from '../rule.js'

export const extendsConditionalRole = defineRule({
  code: 'extends-conditional-role',
  severity: 'warning',
  why: [
    '`extends` copies the scopes of a role, but not its `when`: anyone who is given the new role',
    'gets scopes that were meant to depend on an attribute.',
    'List the intended scopes, or move the shared ones to a role without a `when`.',
  ],
  example: {
    bad: {
      catalog: `scopes: { read: Read data, purge: Purge data }
roles:
  admin: { scopes: [purge], when: { is_admin: true } }
  deputy: { extends: [admin], scopes: [read] }
routes: { GET /items: read, DELETE /items: purge }
`,
    },
    good: {
      catalog: `scopes: { read: Read data, purge: Purge data }
roles:
  admin: { scopes: [purge], when: { is_admin: true } }
  deputy: { scopes: [read] }
routes: { GET /items: read, DELETE /items: purge }
`,
    },
  },
  *check({ catalog, source }) {
    for (const role of catalog.roles.values()) {
      for (const [i, other] of role.extends.entries()) {
        const when = catalog.roles.get(other)?.when
        if (!when) continue
        const text = [...when].map(([key, value]) => `${key}: ${value}`).join(', ')
        const at = source.locate(['roles', role.name, 'extends', i])
        yield { at, name: role.name, args: { role: role.name, other, when: text } }
      }
    }
  },
})
