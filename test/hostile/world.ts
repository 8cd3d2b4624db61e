import { KEYS } from '../core/token/support.js'

/** The time at which the tokens of test/core/token/support.ts are valid. */
export const AT = ['--at', '2027-01-15T08:00:00Z'] as const

/** The `token:` of the catalog, for cases that replace it. */
export const TOKEN =
  'token: { key: file:key.json, algorithm: HS256, issuer: https://idp.test, audience: items-api }'

/** A catalog, from the first line on `token`. */
export const catalogOf = (token: string): string => `${token}
scopes: { read: Read, write: Write, admin: Everything }
roles: { viewer: { scopes: [read] }, editor: { scopes: [read, write] } }
routes:
  GET /items: read
  POST /items: write
  GET /items/{id}: read
  GET /open: public
`

/** What is in the folder of each case. */
export const WORLD: Readonly<Record<string, string>> = {
  'scopes.yaml': catalogOf(TOKEN),
  'users.yaml': 'users:\n  alice: { roles: [viewer] }\n  bob: { roles: [editor] }\n',
  'key.json': JSON.stringify({ ...KEYS.HS256.jwk, kid: 'k1', alg: 'HS256' }),
}
