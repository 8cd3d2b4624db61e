import { defineRule } from '../rule.js'

export const anyIssuerOrAudience = defineRule({
  code: 'any-issuer-or-audience',
  severity: 'warning',
  why: [
    '`any` accepts a token that was issued for another API, or by anybody who shares the key.',
    'Write the value that the server accepts. If the server really checks none, that is a flaw',
    'of the server (RFC 8725, 3.8 and 3.9): ignore this finding with that reason.',
  ],
  example: {
    bad: {
      catalog: `token: { issuer: http://localhost:8000, audience: any, scope_claim: scope }
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
    for (const { name: by, token, writes, locate } of settings) {
      for (const claim of ['issuer', 'audience'] as const) {
        const accepted = claim === 'issuer' ? token.issuers : token.audiences
        if (accepted !== 'any' || !writes(claim)) continue
        yield { at: locate(claim), name: `${by} ${claim}`, args: { claim, by } }
      }
    }
  },
})
