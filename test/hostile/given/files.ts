import { KEYS } from '../../core/token/support.js'
import { HAR } from '../../support/har.js'
import { IMPORT_DOCUMENTS } from '../../support/import-documents.js'
import { SERVER } from '../../support/server-table.js'
import { WORLD } from '../world.js'

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const TOKEN = `${part({ alg: 'HS256' })}.${part({ sub: 'alice', scope: 'read', exp: 9e9 })}.AAAA`
const DOCUMENT = {
  openapi: '3.1.0',
  info: { title: 'Items', version: '1' },
  paths: {
    '/items': { get: { security: [{ oauth: ['read'] }], responses: {} } },
    '/items/{id}': {
      parameters: [{ name: 'id', in: 'path', schema: { type: 'integer' }, example: 1 }],
      get: { security: [{ oauth: ['read'] }], responses: {} },
    },
  },
  components: {
    securitySchemes: {
      oauth: {
        type: 'oauth2',
        flows: { clientCredentials: { tokenUrl: '/t', scopes: { read: 'Read', write: 'Write' } } },
      },
    },
  },
}

/** A valid file for each place that a file is given at: `given` files are replaced by those of another kind. */
export const FILES: Readonly<Record<string, string>> = {
  ...WORLD,
  ...IMPORT_DOCUMENTS,
  'api.json': JSON.stringify(DOCUMENT),
  'inner/api.json': JSON.stringify(DOCUMENT),
  'gateway.json': JSON.stringify({
    openapi: '3.0.1',
    paths: { '/items': { get: { security: [{ jwt: ['read'] }] } } },
    components: { securitySchemes: { jwt: { 'x-amazon-apigateway-authorizer': {} } } },
  }),
  'new/x.txt': '',
  // Without the entries that are reported.
  'permissions.json': IMPORT_DOCUMENTS['permissions.json'].replace(`,"/{":""`, ''),
  'web.har': JSON.stringify(HAR),
  'token.jwt': TOKEN,
  'tokens.txt': `${TOKEN}\n`,
  'whose.txt': 'role:viewer=file:token.jwt\n',
  'more.env': 'A=b\nKEY=0123456789abcdef0123456789abcdef\n',
  'batch.jsonl': '{"as": {"role": "viewer"}, "need": "read"}\n',
  'scopes.test.yaml':
    'tests:\n  - { as: { role: viewer }, allow: [GET /items], deny: [POST /items] }\n',
  'table.csv': 'route,viewer\nGET /items,200\nPOST /items,403\n',
  'jwks.json': JSON.stringify({ keys: [{ ...KEYS.ES256.jwk, kid: 'k2', alg: 'ES256' }] }),
  'record.json':
    '{"kind":"scopectl-probe-record","version":1,"url":"http://127.0.0.1:9/"}\n{"end":0}\n',
  'server.yaml': SERVER,
  'access.log': '{"method":"GET","path":"/items","role":"viewer","status":200}\n',
  'engine.yaml':
    'token: { algorithm: RS256, issuer: https://idp.test, audience: api, scope_claim: scope, scope_format: string }\n' +
    'scopes: { read: Read, write: Write }\nroles: { viewer: { scopes: [read] }, editor: { scopes: [write] } }\n' +
    'routes: { GET /items: read, POST /items: write }\n',
  'access.lock': 'allow viewer GET /items\n',
}
