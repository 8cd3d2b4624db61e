import type { Catalog } from '../../../src/core/catalog/model.js'
import { type Parsed, parseCatalog } from '../../../src/core/catalog/parse.js'
import type { Problem } from '../../../src/core/problem.js'
import type { Suite } from '../../../src/core/suite/model.js'
import { parseSuite } from '../../../src/core/suite/parse.js'
import type { Users } from '../../../src/core/users/model.js'
import { parseUsers } from '../../../src/core/users/parse.js'
import { readYaml } from '../../../src/io/yaml-source.js'

export const CATALOG = `
token: { issuer: https://idp.test, audience: api }
scopes:
  read: Read
  write: Write
  users:read: See users
  users:delete: Delete users
  admin: { implies: ["users:*"] }
roles:
  reader: { default: true, scopes: [read] }
  editor: { scopes: [write] }
  admin: { scopes: [admin], when: { is_admin: true } }
routes:
  GET /health: public
  GET /me: authenticated
  GET /items/: read
  POST /items/: write
  GET /users/{id}: users:read
  DELETE /users/{id}: users:delete users:read
  GET /files/{path*}: { all: [read, { scheme: ApiKey }] }
  POST /exports: undecided
`
const USERS = `
users:
  alice: { is_admin: true }
  bob: { roles: [editor], scopes: [users:read] }
  carol: { roles: [editor], disabled: true }
clients:
  ci-bot: { scopes: [read] }
`

export interface Files {
  readonly catalog: Catalog
  readonly users: Users
}

export function files(catalogText = CATALOG, usersText = USERS): Files {
  const catalog = valueOfParsed(parseCatalog(readYaml('scopes.yaml', catalogText)))
  return { catalog, users: valueOfParsed(parseUsers(readYaml('users.yaml', usersText), catalog)) }
}

export const parse = (text: string, { catalog, users }: Files = files()): Parsed<Suite> =>
  parseSuite(readYaml('scopes.test.yaml', text), catalog, users)

export const suiteOf = (text: string, known: Files = files()): Suite =>
  valueOfParsed(parse(text, known))

export function valueOfParsed<T>(parsed: Parsed<T>): T {
  if (!parsed.ok) throw new Error(parsed.problems.map(shown).join('\n'))
  return parsed.value
}

/** `line:column code what the caret underlines` of each problem; [] for a good suite. */
export const problemsOf = (parsed: Parsed<unknown>): string[] =>
  parsed.ok ? [] : parsed.problems.map(shown)

export const shown = ({ code, at }: Problem): string =>
  at
    ? `${at.line}:${at.column} ${code} ${at.text.slice(at.column - 1, at.column - 1 + at.length)}`
    : code
