import { defineRule } from '../rule.js'

export const undecidedRoute = defineRule({
  code: 'undecided-route',
  severity: 'error',
  why: [
    'The route exists, but its requirement is not decided: questions about it have no answer (exit 2).',
    'Write its scopes, `authenticated` or `public`. `lock --check` fails on it too.',
  ],
  example: {
    bad: {
      catalog: `scopes: { read: Read data }
roles: { reader: { scopes: [read] } }
routes:
  GET /items: read
  GET /exports: undecided
`,
    },
    good: {
      catalog: `scopes: { read: Read data }
roles: { reader: { scopes: [read] } }
routes:
  GET /items: read
  GET /exports: read
`,
    },
  },
  *check({ catalog }) {
    for (const { name, requirement, at } of catalog.routes) {
      if (requirement.level === 'undecided') yield { at, name, args: { route: name } }
    }
  },
})
