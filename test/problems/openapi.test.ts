import { describe } from 'vitest'
import { CATALOG, document, op } from '../commands/openapi-world.js'
import { testTriggers } from '../support/problem-codes.js'

const IMPORT = 'import openapi api.json'
const api = (paths: unknown, more?: Record<string, unknown>) => ({
  files: { 'api.json': document(paths, more) },
})
const flows = { clientCredentials: { tokenUrl: '/token', scopes: { read: 'Read' } } }
const schemes = (more: Record<string, unknown>) => ({
  components: { securitySchemes: { oauth: { type: 'oauth2', flows }, ...more } },
})
const star = { clientCredentials: { tokenUrl: '/token', scopes: { 'a:*': '', read: 'Read' } } }
const two = schemes({ second: { type: 'oauth2', flows } })
const apiKey = schemes({ key: { type: 'apiKey', name: 'k', in: 'header' } })

const item = { get: op('read') }
const contradicting = {
  '/a': { $ref: '#/components/pathItems/a', get: op('read') },
}

describe('of an import', () => {
  testTriggers([
    ['openapi-summary', IMPORT, api({ '/a': item })],
    ['openapi-primary', IMPORT, api({ '/a': item }, two)],
    ['openapi-bad-item', IMPORT, api({ '/a': item, '/b': 5 })],
    ['openapi-bad-prefix', `${IMPORT} --base-path a`, api({ '/a': item })],
    [
      'openapi-contradicts',
      IMPORT,
      api(contradicting, { components: { ...two.components, pathItems: { a: item } } }),
    ],
    [
      'openapi-scheme-kept',
      IMPORT,
      api({ '/a': { get: { security: [{ key: [] }] } }, '/b': item }, apiKey),
    ],
    [
      'openapi-either-or-all',
      IMPORT,
      api(
        {
          '/a': { get: { operationId: 'a_a_get', security: [{ oauth: ['read'] }, { key: [] }] } },
          '/b': item,
        },
        apiKey,
      ),
    ],
  ])
})

const gateway = (paths: unknown) => api(paths, { 'x-amazon-apigateway-policy': {} })
const LINT = 'lint --openapi api.json'

describe('of a document for API Gateway', () => {
  testTriggers([
    ['openapi-gateway-any-of', IMPORT, gateway({ '/a': { get: op('read', 'write') } })],
    ['lint-no-gateway', LINT, api({ '/a': item })],
    ['lint-no-security', LINT, gateway({ '/a': { get: {} } })],
    ['lint-unread-operation', LINT, gateway({ '/a': { get: { security: {} } } })],
  ])
})

const beside = (paths: unknown) => ({
  files: { 'api.json': document(paths), 'scopes.yaml': CATALOG },
})
const known = {
  '/items': { get: op('read', 'write'), post: op('write') },
  '/own': { get: op('read') },
}

describe('of an import into a catalog that exists', () => {
  testTriggers([
    [
      'import-names-glob',
      `${IMPORT} -o scopes.yaml`,
      {
        files: {
          'api.json': document({ '/a': item }, schemes({ oauth: { type: 'oauth2', flows: star } })),
          'scopes.yaml': 'scopes: { a:b: "" }\nroles: { r: { scopes: ["a:*"] } }\nroutes: {}\n',
        },
      },
    ],
    ['import-kept-routes', `${IMPORT} -o scopes.yaml`, beside({ '/own': known['/own'] })],
    ['import-kept-decided', `${IMPORT} -o scopes.yaml`, beside({ ...known, '/own': { get: {} } })],
  ])
})

const referenced = { '/own': { $ref: '#/components/pathItems/own' } }
const shared = {
  components: { ...schemes({}).components, pathItems: { own: { get: op('write') } } },
}
const yaml = `openapi: 3.1.0
# a comment with a character that no terminal should get: \u202e
paths: { /own: { get: {} } }
components: { securitySchemes: { oauth: { type: oauth2, flows: {} } } }
`

const anchoredName = `openapi: 3.1.0
paths:
  /own:
    get:
      &a operationId: own
components: { securitySchemes: { oauth: { type: oauth2, flows: {} } } }
`
const aliasedSchemes = `openapi: 3.1.0
x-schemes: &s { oauth: { type: oauth2, flows: {} } }
paths: { /key: { get: {} } }
components: { securitySchemes: *s }
`

describe('of an export into a document', () => {
  testTriggers([
    [
      'export-unknown',
      'export openapi --merge api.json',
      beside({ ...known, '/more': { get: {} } }),
    ],
    ['export-missing', 'export openapi --merge api.json', beside({ '/own': known['/own'] })],
    [
      'export-unwritten',
      'export openapi --merge api.json -o -',
      { files: { 'api.json': document(referenced, shared), 'scopes.yaml': CATALOG } },
    ],
    [
      'export-layout',
      'export openapi --merge api.yaml',
      { files: { 'scopes.yaml': CATALOG, 'api.yaml': anchoredName } },
    ],
    [
      'export-unplaced',
      'export openapi --merge api.yaml',
      {
        files: {
          'scopes.yaml': `${CATALOG}    GET /key: { any: [{ scheme: key }] }\n`,
          'api.yaml': aliasedSchemes,
        },
      },
    ],
    [
      'export-has-scheme',
      'export openapi --merge api.json --add-scheme oauth',
      beside({ '/own': known['/own'] }),
    ],
    [
      'export-comments-lost',
      'export openapi --merge api.yaml -o -',
      { files: { 'scopes.yaml': CATALOG, 'api.yaml': yaml } },
    ],
  ])
})
