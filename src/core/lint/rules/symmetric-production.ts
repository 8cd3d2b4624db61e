import { isLoopbackIssuer } from '../../token/loopback.js'
import { defineRule } from '../rule.js'

export const symmetricProduction = defineRule({
  code: 'symmetric-production',
  severity: 'warning',
  why: [
    'With an HS algorithm, anyone who can verify tokens can also issue them: every API that checks them,',
    'and everybody who can read its settings. Use it on one machine, not for an issuer elsewhere.',
    'Let the issuer sign with ES256 or RS256, and give its public keys to the APIs.',
  ],
  example: {
    bad: {
      catalog: `token:
  issuer: https://idp.example.test
  audience: items-api
  algorithm: HS256
  key: env:SECRET_KEY
  scope_claim: scope
scopes: { read: Read data }
`,
    },
    good: {
      catalog: `token:
  issuer: https://idp.example.test
  audience: items-api
  algorithm: RS256
  key: https://idp.example.test/jwks
  scope_claim: scope
scopes: { read: Read data }
`,
    },
  },
  *check({ settings }) {
    for (const { name: by, token, writes, locate } of settings) {
      const { algorithm, issuers } = token
      if (!algorithm?.startsWith('HS') || issuers === 'any') continue
      const issuer = issuers.find((each) => !isLoopbackIssuer(each))
      const key = writes('algorithm') ? 'algorithm' : 'issuer'
      if (issuer === undefined || !writes(key)) continue
      yield { at: locate(key), name: by, args: { algorithm, issuer, by } }
    }
  },
})
