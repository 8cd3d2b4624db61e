import { describe } from 'vitest'
import { testTriggers } from '../support/problem-codes.js'

const RULES = `
scopes: { read: Read }
roles: { reader: { scopes: [read] } }
routes: { GET /a: read, GET /b: undecided }
`
const withToken = (token: string) => ({
  files: { 'scopes.yaml': `token: { issuer: https://idp.test, audience: api, ${token} }${RULES}` },
})

const suite = (head: string) => ({
  files: {
    ...withToken('algorithm: ES256').files,
    'a.scopes.test.yaml': `${head}\ntests: [{ as: { role: reader, flaw: expired }, unauthorized: [GET /a] }]\n`,
  },
})

const gateway = (routes: string, token = 'audience: api, key: https://idp.test/jwks') => ({
  files: {
    'scopes.yaml': `token: { issuer: https://idp.test, ${token}, algorithm: RS256, scope_claim: scope, scope_format: string }
scopes: { read: Read, write: Write }
routes: ${routes}
`,
  },
})

describe('exports to an engine', () => {
  testTriggers(
    [
      ['export-wider', 'export aws out', gateway('{ GET /a: read }')],
      ['export-wider-accepted', 'export aws out --accept-wider', gateway('{ GET /a: read }')],
      ['export-wider', 'export oathkeeper out', gateway('{ GET /a: read }')],
      ['export-secret', 'export oathkeeper out', withToken('algorithm: HS256, key: env:KEY')],
      ['export-secret', 'export istio out', withToken('algorithm: HS256, key: env:KEY')],
      ['export-secret', 'export aws out', withToken('algorithm: HS256, key: env:KEY')],
      [
        'export-cannot',
        'export opa out',
        withToken('algorithm: EdDSA, key: https://idp.test/jwks'),
      ],
      ['export-cannot', 'export opa out', withToken('scope_claim: /scopes/0')],
      ['export-cannot', 'export envoy out', withToken('scope_format: string')],
      ['export-cannot', 'export envoy out', withToken('scope_claim: scope')],
      [
        'export-cannot',
        'export envoy out',
        withToken('scope_claim: scope, scope_format: string, role_claim: roles'),
      ],
      ['export-secret', 'export envoy out', withToken('algorithm: HS256, key: env:KEY')],
      ['export-secret', 'export opa out', withToken('algorithm: HS256, key: env:KEY')],
      ['export-secret', 'export opa out', { ...withToken('algorithm: HS256, key: file:none') }],
      ['export-no-algorithm', 'export opa out', withToken('key: https://idp.test/jwks')],
      [
        'export-secret-url',
        'export opa out',
        withToken('algorithm: ES256, key: "https://idp.test/jwks?key=abc"'),
      ],
      [
        'export-no-routes',
        'export opa out',
        { files: { 'scopes.yaml': 'scopes: { read: Read }' } },
      ],
      [
        'export-foreign',
        'export opa .',
        { files: { ...withToken('algorithm: ES256').files, 'data.json': '{}' } },
      ],
      [
        'export-suite-catalog',
        'export opa out --tests a.scopes.test.yaml',
        suite('catalog: scopes.yaml'),
      ],
      ['export-suite-left', 'export opa out --tests a.scopes.test.yaml', suite('')],
      ['export-undecided', 'export opa out', withToken('algorithm: ES256')],
      ['file-unwritable', 'export opa scopes.yaml', withToken('algorithm: ES256')],
      ['file-unwritable', 'export opa none/out', withToken('algorithm: ES256')],
    ],
    {},
  )
})
