import { thumbprint } from '../../src/core/token/key-rules.js'
import { KEYS } from '../core/token/support.js'
import { PLACES } from '../hostile/given/places.js'
import { filesOf, lineOf, nameOf } from '../hostile/given/run.js'
import { HAR } from '../support/har.js'
import { SERVER } from '../support/server-table.js'
import { type Document, doc, WORLD } from './document.js'
import { KEY_FILES, keyedBy } from './key-documents.js'
import { CATALOGS, LARGE_USERS, parse, SMALL, USERS } from './place.js'
import { AUTH0, ENTRA, KEYCLOAK, PERMISSIONS } from './targets/imports.js'
import { V2, V3 } from './targets/openapi.js'
import { SUITE } from './targets/suite.js'

const [, LARGE = ''] = CATALOGS
const RECORDS = [
  { user: 'alice', roles: ['viewer'], claims: { email: 'a@example.test' }, is_admin: true },
  { client: 'bot', scopes: ['write'], disabled: false, 'x-note': [1] },
]
const QUESTIONS = [
  { as: { user: 'alice' }, need: 'read', expect: 'allow' },
  { as: { role: 'editor' }, route: 'POST /items' },
  { as: { scopes: 'read' }, route: 'GET /items' },
]
const PROBED = [
  { kind: 'scopectl-probe-record', version: 1, url: 'http://127.0.0.1:9/' },
  { end: 0 },
]
const PLAN = 'probe http://127.0.0.1:9 --dry-run --param id=1'
const CATALOG_LINES = [
  'lint --json',
  'lint',
  'can --anonymous --json',
  'can --user alice',
  'can --role boss',
  'check --user bob --route "GET /items" --explain',
  'check --scopes read --route "GET /users/{id}" --json',
  'check file:token.jwt --need read',
  'check --user alice --route "GET /items" --as-server ./server.yaml',
  'who-can "GET /items"',
  'who-can "GET /items" --json',
  'users list',
  'users convert',
  'matrix --by user --format csv',
  'matrix --format html --summary',
  'matrix --json',
  'graph',
  'graph --format svg',
  'prove "no token without read reaches GET /items" "nobody holds write and admin" --json',
  'test',
  'lock',
  'lock --check',
  'diff ./base.yaml ./FILE',
  'diff ./FILE ./base.yaml --any-token --json',
  'export openapi -o -',
  'export openapi --merge api.json -o -',
  'export opa opa --force',
  'export envoy envoy --force',
  'drift api.json',
  'token --user alice --claim a=b',
  'token --role viewer --json',
  'verify file:token.jwt',
  'keys jwks',
  'keys list',
  `${PLAN} --json`,
  'import openapi api.json -o FILE --force',
  'import openapi api.json -o FILE',
]
/** The line with names of the users, roles and routes of the large catalog. */
const inLarge = (line: string): string =>
  line
    .replaceAll('alice', 'ann')
    .replaceAll('bob', 'ann')
    .replaceAll('viewer', 'reader')
    .replaceAll('GET /items', 'GET /a')
    .replaceAll('GET /users/{id}', 'GET /b/{id}')
    .replaceAll('api.json', 'here/api.json')
const imported = (name: string, file: string, tree: unknown, rest = '') =>
  doc(
    `import ${name}${rest}`,
    file,
    [tree],
    [
      `import ${name} ${file}${rest} --json`,
      `import ${name} ${file}${rest}`,
      `import ${name} ${file}${rest} -o scopes.yaml --force`,
    ],
  )
const OPENAPI_LINES = [
  'import openapi api.json --json',
  'import openapi api.json -o new.yaml',
  'import openapi api.json -o scopes.yaml --force',
  'init --yes --force --from api.json',
  'drift api.json --json',
  'export openapi --merge api.json -o -',
  'export openapi --merge api.json -o merged.json',
  `${PLAN} --openapi api.json --json`,
]
const USERS_LINES = (file: string) =>
  [
    'users list --json',
    'lint',
    'users convert',
    'users convert --format file',
    'can --user alice',
    'token --user alice',
    'token --client bot --json',
    'matrix --by user --format csv',
    'who-can "GET /items" --json',
    'lock',
    'users passwd alice --stdin',
    'check --user alice --route "GET /items" --explain',
  ].map((line) => `${line} --users-file ${file}`)

async function ring(): Promise<unknown> {
  const { jwk } = KEYS.ES256
  const kid = await thumbprint(jwk)
  return { keys: [{ ...jwk, alg: 'ES256', kid, created: '2026-11-28T06:28:22.000Z' }] }
}

/** Wherever a file is given (test/hostile/given compares that with the command table), if it has nodes. */
const OF_PLACES = PLACES.filter(({ written }) => !written).flatMap((place): Document[] => {
  const [named] = place.in ?? []
  // A setting is a node of the file that has it.
  const file = named ?? nameOf(place)
  const files = filesOf(place)
  const documents = treesIn(files[file] ?? '')
  const lines = [lineOf(place).join(' ')]
  return documents.length === 0
    ? []
    : [{ name: place.id, file, documents, files, lines, exit: place.exit ?? 0 }]
})

/** The document in a text, or those in its lines; none if it is neither. */
function treesIn(text: string): readonly unknown[] {
  const isTree = (value: unknown) => typeof value === 'object' && value !== null
  try {
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line))
    return lines.every(isTree) ? lines : []
  } catch {
    return [parse(text)].filter(isTree)
  }
}

/** Every kind of file that has nodes: the rest are lines of text. */
export const DOCUMENTS: readonly Document[] = [
  doc('catalog', 'scopes.yaml', [parse(SMALL)], CATALOG_LINES, { exit: 5 }),
  doc('large catalog', 'scopes.yaml', [parse(LARGE)], CATALOG_LINES.map(inLarge), {
    files: {
      ...WORLD,
      'base.yaml': LARGE,
      'users.yaml': LARGE_USERS,
      'scopes.test.yaml': 'tests: [{ as: { user: ann }, allow: [GET /a] }]\n',
      'here/api.json': JSON.stringify(V3).replaceAll('"oauth"', '"tokens"'),
    },
  }),
  doc(
    'catalog with a public key',
    'scopes.yaml',
    [parse(keyedBy('ES256'))],
    [
      'lint',
      'export opa opa --force',
      'export envoy envoy --force',
      'keys jwks',
      'keys list',
      'lock',
    ],
    { files: { ...WORLD, 'key.json': JSON.stringify(KEYS.ES256.jwk) }, exit: 5 },
  ),
  doc(
    'catalog in JSON',
    'scopes.json',
    [parse(SMALL)],
    CATALOG_LINES.map((line) => `${line} -c FILE`),
    { exit: 5 },
  ),
  doc('users', 'people.yaml', [parse(USERS)], USERS_LINES('people.yaml')),
  doc('users in JSON', 'people.json', [parse(USERS)], USERS_LINES('people.json')),
  doc('large users', 'people.yaml', [parse(LARGE_USERS)], USERS_LINES('people.yaml').map(inLarge), {
    files: { ...WORLD, 'scopes.yaml': LARGE },
  }),
  doc('users in NDJSON', 'people.ndjson', RECORDS, USERS_LINES('people.ndjson')),
  doc(
    'suite',
    'scopes.test.yaml',
    [parse(SUITE)],
    ['test --json', 'test', 'test --format sarif', 'test --format junit', 'lock'],
  ),
  doc('batch', 'batch.jsonl', QUESTIONS, [
    'check --batch batch.jsonl',
    'check --batch batch.jsonl --json',
  ]),
  doc('OpenAPI 3', 'api.json', [V3], OPENAPI_LINES),
  doc('OpenAPI 2', 'api.json', [V2], OPENAPI_LINES),
  imported('permissions', 'permissions.json', PERMISSIONS, ' --scheme Work'),
  imported('permissions', 'permissions.json', PERMISSIONS, ' --scheme Work --skip-invalid'),
  imported('entra', 'manifest.json', ENTRA),
  imported('auth0', 'tenant.yaml', AUTH0),
  imported('keycloak', 'realm.json', KEYCLOAK),
  doc(
    'HAR',
    'web.har',
    [HAR],
    [`${PLAN} --har web.har --json`, `${PLAN} --har web.har --allow-writes --methods GET,POST`],
  ),
  doc(
    'server table',
    'server.yaml',
    [parse(SERVER)],
    [
      'check --role viewer --route "GET /items" --as-server ./server.yaml --json',
      'check --role boss --route "GET /items" --as-server ./server.yaml',
      'check --anonymous --route "GET /items" --as-server ./server.yaml',
      `${PLAN} --as-server ./server.yaml`,
    ],
  ),
  doc('probe record', 'record.json', PROBED, [
    'matrix --format html --probed record.json',
    'probe http://127.0.0.1:9 --compare record.json',
  ]),
  ...KEY_FILES,
  doc(
    'key ring',
    '.scopectl/keys.json',
    [await ring()],
    ['keys list --json', 'keys jwks', 'token --role viewer', 'keys rotate', 'lint'],
    {
      files: { ...WORLD, 'scopes.yaml': SMALL.replace('key: env:KEY, algorithm: HS256, ', '') },
    },
  ),
  ...OF_PLACES,
]
