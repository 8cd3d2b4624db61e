import { describe } from 'vitest'
import { testTriggers } from '../support/problem-codes.js'

const api = (identifier: string) => `{ identifier: ${identifier}, scopes: [{ value: read }] }`
const tenant = (text: string) => ({ files: { 'tenant.yaml': text } })
const AUTH0 = 'import auth0 tenant.yaml'
const one = tenant(`resourceServers: [${api('a')}]`)
const two = tenant(`resourceServers: [${api('a')}, ${api('b')}]`)

describe('of an import of a tenant file', () => {
  testTriggers([
    ['import-summary', AUTH0, one],
    ['import-left-out', AUTH0, one],
    ['import-several-apis', AUTH0, two],
    ['import-no-api', `${AUTH0} --api c`, two],
    ['import-no-scopes', AUTH0, tenant('resourceServers: []')],
    ['import-directory', 'import auth0 .', one],
    ['import-duplicate', AUTH0, tenant(`resourceServers: [${api('a')}, ${api('a')}]`)],
    ['import-wrong-type', AUTH0, tenant('resourceServers: { a: b }')],
    ['import-not-one', AUTH0, tenant('- a\n- b\n')],
    ['import-not-one', AUTH0, tenant('# nothing\n')],
    ['file-empty', AUTH0, tenant('\n')],
    ['yaml-syntax', AUTH0, tenant('resourceServers: [')],
    ['openapi-yaml-cycle', AUTH0, tenant('resourceServers: &a [*a]')],
    ['duplicate-name', AUTH0, tenant('roles: []\nroles: []\n')],
    [
      'import-other-token',
      `${AUTH0} -o scopes.yaml`,
      {
        files: { ...one.files, 'scopes.yaml': 'token: { audience: b }\nscopes: { read: Read }\n' },
      },
    ],
    [
      'import-kept-token',
      `${AUTH0} -o scopes.yaml`,
      { files: { ...one.files, 'scopes.yaml': 'scopes: { read: Read }\n' } },
    ],
  ])
})

const realm = (value: unknown) => ({ files: { 'realm.json': JSON.stringify(value) } })
const KEYCLOAK = 'import keycloak realm.json'
const acme = { realm: 'acme', roles: { realm: [{ name: 'admin' }] } }
const catalog = 'token: { role_claim: /realm_access/roles }\nscopes: { read: Read }\n'

describe('of an import of a realm export', () => {
  testTriggers([
    ['import-several-realms', KEYCLOAK, realm([acme, acme])],
    ['import-no-realm', `${KEYCLOAK} --realm b`, realm(acme)],
    ['import-no-api', `${KEYCLOAK} --api items-api`, realm(acme)],
    ['import-nothing', KEYCLOAK, realm({ realm: 'acme' })],
    ['import-scope-is-role', KEYCLOAK, realm({ ...acme, clientScopes: [{ name: 'role:admin' }] })],
    ['import-directory', 'import keycloak .', realm(acme)],
    ['import-not-one', KEYCLOAK, realm([])],
    ['import-not-one', KEYCLOAK, { files: { 'realm.json': 'resourceServers: []\n' } }],
    ['file-empty', KEYCLOAK, { files: { 'realm.json': '' } }],
    // Whoever has the role in a token would get what the document grants it.
    [
      'import-grants',
      `${KEYCLOAK} -o scopes.yaml`,
      { files: { ...realm(acme).files, 'scopes.yaml': catalog } },
    ],
    [
      'import-other-token',
      `${KEYCLOAK} --api items-api -o scopes.yaml`,
      {
        files: {
          ...realm({ ...acme, clients: [{ clientId: 'items-api' }] }).files,
          'scopes.yaml': catalog,
        },
      },
    ],
  ])
})
