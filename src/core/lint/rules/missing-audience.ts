import { defineRule } from '../rule.js'

export const missingAudience = defineRule({
  code: 'missing-audience',
  severity: 'warning',
  why: [
    'Without an audience, a token does not say which API it is for: one issued for another API',
    'works here too, if both trust the same key (RFC 8725, 3.9). Tokens with an audience are refused,',
    'so tokens of a real issuer cannot even be checked. Set `audience` to what the server expects.',
  ],
  example: {
    bad: {
      catalog: `token: { issuer: http://localhost:8000, scope_claim: scope }
scopes: { read: Read data }
`,
    },
    good: {
      catalog: `token: { issuer: http://localhost:8000, audience: items-api, scope_claim: scope }
scopes: { read: Read data }
`,
    },
  },
  *check({ settings }) {
    const [base] = settings
    if (base && base.token.audiences.length === 0) {
      yield { at: base.locate('audience'), name: base.name, args: {} }
    }
  },
})
