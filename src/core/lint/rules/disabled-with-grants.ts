import { defineRule } from '../rule.js'

export const disabledWithGrants = defineRule({
  code: 'disabled-with-grants',
  severity: 'warning',
  why: [
    'A disabled user or client gets no token, but keeps its roles and scopes in the file: deleting one',
    'word restores all of them, and nobody reviews what they allow by then.',
    'Delete the grants, or the entry; or ignore this with the reason why it will be enabled again.',
  ],
  example: {
    bad: {
      catalog: `scopes: { write: Write data }
roles: { editor: { scopes: [write] } }
routes: { POST /items: write }
`,
      users: `users:
  ada: { roles: [editor] }
  bob: { roles: [editor], disabled: true }
`,
    },
    good: {
      catalog: `scopes: { write: Write data }
roles: { editor: { scopes: [write] } }
routes: { POST /items: write }
`,
      users: `users:
  ada: { roles: [editor] }
  bob: { disabled: true }
`,
    },
  },
  *check({ users }) {
    for (const [kind, entries] of [
      ['user', users.users],
      ['client', users.clients],
    ] as const) {
      for (const entry of entries.values()) {
        const { name, roles, scopes, disabled } = entry
        const count = roles.length + scopes.length
        if (disabled && count > 0)
          yield { at: entry.at, name: `${kind} ${name}`, args: { kind, name, count } }
      }
    }
  },
})
