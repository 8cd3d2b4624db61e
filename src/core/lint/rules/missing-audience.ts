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
    for (const [i, each] of settings.entries()) {
      // What a profile inherits is reported once.
      if (each.token.audiences.length > 0 || (i > 0 && !each.writes('audience'))) continue
      yield { at: each.locate('audience'), name: each.name, args: {} }
    }
  },
})
