import { isLoopbackIssuer } from '../../token/loopback.js'
import { defineRule } from '../rule.js'

export const symmetricProduction = defineRule({
  code: 'symmetric-production',
  severity: 'warning',
  why: [
    'With an HS algorithm whoever can verify a token can also make one: every API that checks them,',
    'and everybody who reads its settings. That is for one machine, not for an issuer elsewhere.',
    'Let the issuer sign with ES256 or RS256, and give the APIs its public keys.',
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
