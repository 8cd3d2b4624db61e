import { LIFETIME } from '../../catalog/read-token-settings.js'
import { defineRule } from '../rule.js'

export const longLifetime = defineRule({
  code: 'long-lifetime',
  severity: 'warning',
  why: [
    'A token cannot be called back: whoever finds one may use it until it expires.',
    'Above 24 hours a leaked one outlives the working day that would have noticed it.',
    'Write a shorter `lifetime` (the usual is 15m), and let clients ask again.',
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
