import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { ALL_COMMANDS } from '../../src/cli/commands.js'
import { kindOf } from '../../src/commands/command.js'
import { documentKind } from '../../src/report/index.js'
import { assertDocumented, validatorOf } from '../support/documented.js'
import { IMPORT_DOCUMENTS } from '../support/import-documents.js'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

// Whatever `scopectl()` prints as JSON is compared with schema/output in every test of this project: see
// test/support/documented.ts. Here are the forms that are rare elsewhere.

test('every command has a schema, in strict mode', () => {
  for (const listed of ALL_COMMANDS) validatorOf(documentKind(kindOf(listed)))
  for (const kind of ['error', 'help', 'version']) validatorOf(kind)
})

test('docs/reference/json.md names every schema', () => {
  const page = readFileSync('docs/reference/json.md', 'utf8')
  const names = readdirSync('schema/output').map((file) => file.replace('.schema.json', ''))
  expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([])
})

const VERSION = { kind: 'version', version: 1, ok: true, exit: 0, scopectl: '1.0.0' }
const FILES = { catalog: null, users: null, key: null }

test.each([
  ['nothing', { notes: [], files: FILES }, undefined],
  ['a member that is not documented', { notes: [], files: FILES, extra: 1 }, /"extra"/],
  ['one inside another', { notes: [], files: { ...FILES, extra: 1 } }, /"extra"/],
  ['a missing member', { notes: [] }, /required property 'files'/],
  ['a value of another type', { notes: 1, files: FILES }, /must be array/],
])('the comparison rejects %s', (_what, more, error) => {
  const compare = () => assertDocumented(`${JSON.stringify({ ...VERSION, ...more })}\n`)
  if (error === undefined) compare()
  else expect(compare).toThrow(error)
})

const CATALOG = `
token: { algorithm: ES256, issuer: https://idp.test, audience: api, enforce: literal }
scopes: { read: Read, write: Write, admin: { description: All, implies: [write] }, unused: Unused }
roles: { reader: { default: true, scopes: [read] }, editor: { scopes: [write] }, boss: { scopes: [admin], when: { boss: true } } }
routes:
  GET /health: public
  GET /me: authenticated
  GET /items/: read
  POST /items/: { any: [write, admin] }
  GET /keyed: { all: [read, { scheme: ApiKey }] }
  DELETE /items/{id}: { any: [admin read, { other: the owner }] }
  GET /later: undecided
`
const world = tempDir({
  'scopes.yaml': CATALOG,
  'users.yaml':
    'users: { bob: { roles: [editor] }, amy: { boss: true }, eve: { disabled: true } }\nclients: { ci: { scopes: [read] } }\n',
  'scopes.test.yaml': `
subjects: { editor: { role: editor }, stale: { user: bob, flaw: expired } }
tests:
  - { as: editor, allow: [POST /items/], forbidden: [GET /items/] }
  - { as: stale, unauthorized: [GET /items/], skip: later }
table: { columns: [editor], rows: { GET /later: '?' } }
`,
  'green.scopes.test.yaml': 'tests: [{ as: { role: editor }, allow: [POST /items/] }]\n',
  'broken.yaml': 'scopes: { read: Read }\nroutes: { GET /: raed, GET /x: wrtie }\n',
  'questions.ndjson':
    '{"user":"bob","need":["read"]}\n{"user":"nobody","need":["read"]}\n{"user":"bob","route":"DELETE /items/1","expect":"allow"}\nno JSON\n',
  'tokens.ndjson': 'e30.e30.e30\n',
  ...IMPORT_DOCUMENTS,
  'gateway.json': JSON.stringify({
    ...{ openapi: '3.0.1', info: { title: 'x', version: '1' } },
    paths: { '/items': { get: { security: [{ jwt: ['a', 'b'] }] } } },
    components: { securitySchemes: { jwt: { 'x-amazon-apigateway-authorizer': {} } } },
  }),
  'openapi.json':
    '{"openapi":"3.1.0","info":{"title":"x","version":"1"},"paths":{"/items/":{"get":{"responses":{}}},"/new":{"get":{"responses":{}}}}}',
})
const run = (line: string) => scopectl([...words(line), '--json'], { cwd: world })
/** At spaces, except in quotes. */
const words = (line: string): string[] =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare = '']) => quoted ?? bare)

await run('keys new')
await run('lock')

/** The exit code, then the line. */
const LINES = `
0 check --user bob --need read
4 check --user bob --route "DELETE /items/1" --explain
3 check --user eve --route "GET /items/" --explain
3 check --anonymous --route "GET /items/"
0 check --user amy --route "POST /items/" --at-most "admin write read" --expect allow
5 check --user bob --route "GET /items/" --at-most write
0 check --user bob --route "GET /items/" --as-server all
0 check --user bob --route "GET /items/" --as-server express --challenge
2 check --batch questions.ndjson
2 check --user bob
2 check --user bob --need wirte
0 token --user bob
0 token --user bob --scope "read admin" --downscope
0 token --user bob --flaw all
4 token --user bob --scope admin
0 decode eyJhbGciOiJub25lIn0.eyJzY29wZSI6InJlYWQgeCIsImV4cCI6MX0.AA --need read
3 decode a.b.c
3 verify eyJhbGciOiJub25lIn0.eyJzY29wZSI6InJlYWQgeCIsImV4cCI6MX0.AA
0 can --user bob --path "/items/**"
0 can --user eve
0 who-can "DELETE /items/1"
0 who-can "GET /health"
0 who-can --need write
0 matrix --by user --role editor
0 matrix --summary
0 matrix --compare editor boss
0 users list
0 users convert --to csv
2 users convert --to pdf
0 lock
0 lock --check --allow-undecided 1
5 lock --check
0 diff ./scopes.yaml ./scopes.yaml
2 diff ./scopes.yaml ./broken.yaml
5 lint
0 lint --explain unused-scope
0 lint --explain gateway-all-of-scopes
5 lint --openapi gateway.json
2 lint -c broken.yaml
5 test --coverage --suggest
5 test green.scopes.test.yaml --complete
5 test green.scopes.test.yaml --complete --suggest
0 test green.scopes.test.yaml --mutate
5 test green.scopes.test.yaml --mutate --threshold 100
5 drift openapi.json
2 drift missing.json
0 import openapi openapi.json
0 import entra manifest.json
0 import permissions permissions.json --skip-invalid
0 import entra manifest.json -o scopes-new.json
0 import auth0 tenant.yaml
0 import keycloak realm.json
2 import keycloak tenant.yaml
2 import entra openapi.json
0 export openapi
0 export opa policy
2 export opa scopes.yaml
0 keys list
0 keys jwks
2 keys remove nobody
0 completion fish
0 help
0 help check
2 help nothing
0 --version
2 chekc
2 probe http://127.0.0.1:9
`
  .trim()
  .split('\n')
  .map((line): [line: string, exit: number] => [line.slice(2), Number(line[0])])

test.concurrent.each(LINES)('%s', async (line, exit) => {
  const done = await run(line)
  expect(done.exit, done.stdout + done.stderr).toBe(exit)
  expect(done.stdout).toMatch(/^(\{"kind":".*\}\n)+$/)
})
