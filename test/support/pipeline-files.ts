/** A catalog for the tests of pipelines: readers read, editors also write. */
export const CATALOG = `token: { issuer: https://idp.test, audience: api, scope_claim: scope }
scopes: { read: Read, write: Write }
roles: { reader: { scopes: [read] }, editor: { scopes: [read, write] } }
routes:
  GET /items: read
  POST /items: write
`

/** With its users and a suite that passes. */
export const FILES = {
  'scopes.yaml': CATALOG,
  'users.yaml': 'users: { bob: { roles: [reader] }, eve: { roles: [editor] } }\n',
  'scopes.test.yaml':
    'tests: [{ as: { user: bob }, allow: [GET /items], forbidden: [POST /items] }]\n',
}
