import { LIFETIME } from '../../catalog/read-token-settings.js'
import { defineRule } from '../rule.js'

export const longLifetime = defineRule({
  code: 'long-lifetime',
  severity: 'warning',
  why: [
    'A token with a long lifetime cannot be revoked: anyone who finds it can use it until it expires.',
    'After more than 24 hours, the working day on which a leak might be noticed is over.',
    'Set a shorter `lifetime` (15m is usual), and let clients request new tokens.',
  ],
  example: {
    bad: {
      catalog: `token: { issuer: http://localhost:8000, audience: items-api, scope_claim: scope, lifetime: 30d }
scopes: { read: Read data }
`,
    },
    good: {
      catalog: `token: { issuer: http://localhost:8000, audience: items-api, scope_claim: scope, lifetime: 1h }
scopes: { read: Read data }
`,
    },
  },
  *check({ settings }) {
    for (const { name: by, token, writes, locate } of settings) {
      if (token.lifetime <= LIFETIME.warn || !writes('lifetime')) continue
      yield { at: locate('lifetime'), name: by, args: { seconds: token.lifetime, by } }
    }
  },
})
