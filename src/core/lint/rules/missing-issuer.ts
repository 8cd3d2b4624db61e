import { defineRule } from '../rule.js'

export const missingIssuer = defineRule({
  code: 'missing-issuer',
  severity: 'warning',
  why: [
    'Without an issuer, nothing ties a token to who may issue it (RFC 8725, 3.8), and tokens with an',
    'issuer are refused here, so tokens of a real issuer cannot even be checked.',
    'Set `issuer` to exactly the text in its tokens.',
  ],
  example: {
    bad: {
      catalog: `token: { audience: items-api, scope_claim: scope }
scopes: { read: Read data }
`,
    },
    good: {
      catalog: `token: { audience: items-api, issuer: http://localhost:8000, scope_claim: scope }
scopes: { read: Read data }
`,
    },
  },
  *check({ settings }) {
    for (const [i, each] of settings.entries()) {
      // What a profile inherits is reported once.
      if (each.token.issuers.length > 0 || (i > 0 && !each.writes('issuer'))) continue
      yield { at: each.locate('issuer'), name: each.name, args: {} }
    }
  },
})
