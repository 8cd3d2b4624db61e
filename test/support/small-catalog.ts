/** A catalog with two scopes and a role, and a suite that it passes. */
export const CATALOG = `token: { issuer: https://idp.test, audience: api }
scopes: { read: Read, write: Write }
roles: { editor: { scopes: [write] } }
routes:
  GET /a: read
  POST /a: write
`
export const SUITE = 'tests:\n  - as: { role: editor }\n    forbidden:\n      - GET /a\n'
