import { defineRule } from '../rule.js'

const MUTATING = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

export const publicMutation = defineRule({
  code: 'public-mutation',
  severity: 'warning',
  why: [
    'Anybody may call a public route, without a token, and this one changes something.',
    'For a login or a webhook this may be right: ignore it with a reason, such as what guards it instead.',
    'Otherwise add the scope that it needs.',
  ],
  example: {
    bad: {
      catalog: `scopes: { write: Write data }
roles: { editor: { scopes: [write] } }
routes:
  POST /items: write
  POST /feedback: public
`,
    },
    good: {
      catalog: `scopes: { write: Write data }
roles: { editor: { scopes: [write] } }
routes:
  POST /items: write
  POST /feedback: authenticated
`,
    },
  },
  *check({ catalog }) {
    for (const { name, method, requirement, at } of catalog.routes) {
      if (requirement.level === 'public' && MUTATING.has(method))
        yield { at, name, args: { route: name } }
    }
  },
})
