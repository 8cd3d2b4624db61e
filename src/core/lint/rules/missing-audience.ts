import { defineRule } from '../rule.js'

export const missingAudience = defineRule({
  code: 'missing-audience',
  severity: 'warning',
  why: [
    'Without an audience a token says not for whom it is: one that another API was given opens this',
    'one too, if it trusts the same key (RFC 8725, 3.9). Here a token that names one is then refused,',
    'so tokens of a real issuer cannot even be checked. Write the name that the server expects.',
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
