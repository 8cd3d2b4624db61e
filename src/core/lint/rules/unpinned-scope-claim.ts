import { defineRule } from '../rule.js'

export const unpinnedScopeClaim = defineRule({
  code: 'unpinned-scope-claim',
  severity: 'warning',
  why: [
    'Without `scope_claim`, whichever of scope, scp, scopes and permissions is present is read.',
    'The API reads one of them, so its answer may differ for a token with another one.',
    'Set the claim that the server reads: `scope_claim: scope`.',
  ],
  example: {
    bad: {
      catalog: `token: { issuer: http://localhost:8000, audience: items-api }
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
    if (base && base.token.scopeClaims === undefined) {
      yield { at: base.locate('scope_claim'), name: base.name, args: {} }
    }
  },
})
