import { generateKeyPairSync } from 'node:crypto'
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { FLAW_NAMES } from '../../src/core/issue/flaws.js'
import type { Access, LoadOptions } from '../../src/node.js'

const SECRET = 'a random secret of 32 bytes, k7Qz'
const EC = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const PRIVATE = EC.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const PUBLIC = EC.publicKey.export({ type: 'spki', format: 'pem' }).toString()
const JWK = EC.publicKey.export({ format: 'jwk' })
const BODY = `scopes: { read: Read, write: Write, admin: { description: All, implies: [read] } }
roles: { reader: { scopes: [read] } }
routes: { GET /items: read, "GET /items/{id}": read, "GET /{x}/new": write, GET /new: undecided, "GET /users/:id": read }
profiles: { dev: { key: "env:DEV" }, prod: { key: "https://idp.test/jwks" } }
`
const catalog = (token: string, body = BODY): string => `token: { ${token} }\n${body}`
const SIGNED = catalog('algorithm: HS256, key: env:K, issuer: https://idp.test, audience: api')
const USERS = 'users: { ann: { roles: [reader] }, off: { disabled: true } }\nclients: { bot: {} }\n'

type Files = Readonly<Record<string, string>>
/** A way to go wrong, in files, keys, variables or calls. */
export interface Situation {
  readonly files: Files
  readonly options?: LoadOptions
  readonly prepare?: (dir: string) => void
  readonly file?: string
  /** What is done after loading; default: all that needs a key. */
  readonly ask?: (access: Access) => readonly unknown[]
}

const KEYS: Files = {
  empty: '',
  word: 'hunter2',
  zeros: '\0'.repeat(32),
  pem: PUBLIC,
  private: PRIVATE,
  cut: PRIVATE.slice(0, 80),
  base64: Buffer.from(PRIVATE).toString('base64'),
  quoted: JSON.stringify(PRIVATE),
  encrypted: EC.privateKey
    .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' })
    .toString(),
  damaged: PUBLIC.replace('M', '!'),
  fourDashes: PUBLIC.replaceAll('-----', '----'),
  two: PUBLIC + PUBLIC,
  json: '{}',
  notJson: '{',
  list: '[]',
  noList: '{"keys": 5}',
  noKeys: '{"keys": []}',
  jwk: JSON.stringify(JWK),
  jwks: JSON.stringify({
    keys: [
      { ...JWK, kid: 'a' },
      { ...JWK, kid: 'a' },
    ],
  }),
  mixed: JSON.stringify({ keys: [JWK, { kty: 'oct', k: 'c2NvcGVjdGwg' }] }),
  incomplete: JSON.stringify({ ...JWK, x: undefined }),
  offCurve: JSON.stringify({ ...JWK, y: JWK.x }),
  forEncryption: JSON.stringify({ ...JWK, use: 'enc' }),
  forNothing: JSON.stringify({ ...JWK, key_ops: [] }),
  pinned: JSON.stringify({ ...JWK, alg: 'RS256' }),
  metadata: '{"issuer": "https://idp.test", "jwks_uri": "https://idp.test/jwks"}',
  place: 'https://idp.test/jwks.json',
  ssh: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGk1Qz6l0nT1VwXGf1uH7b0j5q5o5b0v5k3h5j5k5l5m ann@host',
  xml: '<RSAKeyValue><Modulus>AQAB</Modulus></RSAKeyValue>',
  wellKnown: 'your-256-bit-secret',
}
const PLACES = ['K', 'env:', 'env:K', 'file:', 'file:none.pem', 'file:.', './k.pem']
const URLS = [
  ...['https://', 'http://idp.test/jwks', 'https://u:p@127.0.0.1:1/jwks', 'ftp://idp.test/k'],
  ...['http://127.0.0.1:1/jwks', 'https://127.0.0.1:1/jwks'],
]
const ALGORITHMS = ['algorithm: HS256, ', 'algorithm: ES256, ', 'algorithm: RS256, ', '']

const keySituations = (): Situation[] => [
  ...Object.values(KEYS).flatMap((key) =>
    ALGORITHMS.flatMap((algorithm) => [
      { files: { 'scopes.yaml': catalog(`${algorithm}key: env:K`) }, options: { env: { K: key } } },
      { files: { 'scopes.yaml': catalog(`${algorithm}key: "file:k"`), k: key } },
    ]),
  ),
  ...[...PLACES, ...URLS].map((key) => ({
    files: {
      'scopes.yaml': catalog(`algorithm: ES256, key: ${JSON.stringify(key)}`),
      '.env': 'K=1',
    },
    options: { env: {} },
  })),
]

const inRing = (prepare: (ring: string, dir: string) => void): Situation => ({
  files: { 'scopes.yaml': catalog('issuer: i, audience: a') },
  prepare: (dir) => prepare(join(dir, '.scopectl'), dir),
})
const ringOf = (text: string, mode = 0o600): Situation =>
  inRing((ring) => {
    mkdirSync(ring, { mode: 0o700 })
    writeFileSync(join(ring, 'keys.json'), text, { mode })
  })
const ringSituations = (): Situation[] => [
  ...['', '{}', '[]', '{"keys": []}', '{"keys": [{}]}', JSON.stringify({ keys: [JWK] })].map(
    (text) => ringOf(text),
  ),
  ringOf('{}', 0o666),
  inRing((ring) => mkdirSync(join(ring, 'keys.json'), { recursive: true, mode: 0o700 })),
  inRing((ring, dir) => symlinkSync(dir, ring)),
  inRing((ring) => writeFileSync(ring, '')),
  inRing((ring) => {
    mkdirSync(ring)
    chmodSync(ring, 0o777)
  }),
  { files: { 'scopes.yaml': catalog('algorithm: RS256, issuer: i, audience: a') } },
]

const fileSituations = (): Situation[] => [
  { files: {} },
  { files: { 'scope.yaml': SIGNED }, file: 'scopes.yaml' },
  { files: { 'scopes.yaml': SIGNED, 'scopes.json': '{}' }, file: '' },
  ...['users.json', 'users.csv', 'users.ndjson'].flatMap((other) =>
    ['', '{}', 'x'].map((text) => ({
      files: { 'scopes.yaml': SIGNED, 'users.yaml': USERS, [other]: text },
    })),
  ),
  ...[
    '',
    '5',
    '[',
    '{ a: 1 }',
    '<<<<<<< a\n',
    'scopes: { a: A }\nroute: 5',
    '\0',
    '&a [*a]',
  ].flatMap((text) => [
    { files: { 'scopes.yaml': text } },
    { files: { 'scopes.yaml': SIGNED, 'users.yaml': text } },
    { files: { 'scopes.yaml': SIGNED, 'users.csv': text } },
    { files: { 'scopes.yaml': SIGNED, 'users.ndjson': text } },
    { files: { 'scopes.yaml': SIGNED, '.env': text }, options: { envFile: '.env' } },
  ]),
  { files: { 'scopes.yaml': SIGNED, 'users.csv': 'user,password\nann,geheim\n' } },
  { files: { 'scopes.yaml': SIGNED, 'users.txt': USERS }, options: { usersFile: 'users.txt' } },
  {
    files: {
      'scopes.yaml': SIGNED,
      'users.yaml': `users:\n${Array.from({ length: 6000 }, (_, i) => `  u${i}: {}\n`).join('')}`,
    },
  },
  ...[
    { usersFile: 'none.yaml' },
    { envFile: 'none.env' },
    { profile: 'non' },
    { profile: 'dve' },
    { profile: 'dev' },
    { profile: 'prod' },
  ].map((options) => ({ files: { 'scopes.yaml': SIGNED, 'users.yaml': USERS }, options })),
  ...['iss: x', 'alg: HS256', 'secret: x', 'key: [a]', 'role_claim: a.b', 'router: nginx'].map(
    (token) => ({ files: { 'scopes.yaml': catalog(token), 'users.yaml': USERS } }),
  ),
]

const WHOS = [
  ...[{ user: 'ann' }, { user: 'an' }, { user: 'off' }, { client: 'bott' }, { client: 'bot' }],
  ...[
    { role: 'reader' },
    { role: 'readr' },
    { scopes: 'read' },
    { scopes: 'raed' },
    { scopes: ' ' },
  ],
  ...[{ anonymous: true }, { token: 'x' }, {}, 'ann', undefined],
]
const GOALS = [
  ...[
    'GET /items',
    'GET /item',
    'get /items',
    'GET items',
    '/items',
    'items',
    'GET *',
    'PUT /items',
  ],
  ...['GET /items/new', 'GET /new', 'GET /a/../b', 'GET /users/42', 'GET /items?x=1', 'ANY /items'],
  ...['https://api.test/items', 'GET /items/', 'GET //items', 'GET /none/like/this', '', undefined],
  ...[
    { need: 'read' },
    { need: 'raed' },
    { need: ' ' },
    { need: 'read', all: true },
    { any: true },
  ],
]
const MINTS = [
  ...FLAW_NAMES.flatMap((flaw) => [{ flaw }, { flaw, withConfiguredKey: true }]),
  ...[{ flaw: 'all' }, { flaw: 'expird' }, { flaw: 'x' }, { scope: 'admin' }, { scope: 'raed' }],
  ...[
    { scope: ' ' },
    { audience: 'any' },
    { audience: 'other' },
    { lifetime: '9y' },
    { lifetime: -1 },
  ],
  ...[{ claims: { sub: 'x' } }, { claims: { n: Number.NaN } }, { at: new Date(0) }, { ttl: 5 }],
]
const TOKENS = [
  ...[
    '',
    ' ',
    'read',
    'null',
    'env:K',
    'file:k',
    '{"error":"x"}',
    '{"access_token":"a.b.c"}',
    '<html>',
  ],
  ...[
    'a.b',
    'a.b.c',
    'a.b.c.d.e',
    '"a.b.c"',
    'Bearer ',
    'Authorization: Bearer a.b.c',
    'a.b.c d.e.f',
  ],
]
const questions: Situation = {
  files: { 'scopes.yaml': SIGNED, 'users.yaml': USERS },
  options: { env: { K: SECRET } },
  ask: (access) => {
    const { can, decide, mint, verify } = access as unknown as Record<
      string,
      (...args: unknown[]) => unknown
    >
    return [
      ...WHOS.flatMap((who) =>
        GOALS.flatMap((goal) => [() => can?.(who, goal), () => decide?.(who, goal)]),
      ),
      ...WHOS.map((who) => () => mint?.(who)),
      ...MINTS.map((options) => async () => verify?.(await mint?.({ user: 'ann' }, options))),
      ...MINTS.map(
        (options) => async () => verify?.(await mint?.({ user: 'ann' }, options), { leeway: 1 }),
      ),
      ...TOKENS.map((token) => () => verify?.(token)),
      ...['2h', -1, 'x', '6m'].map((leeway) => () => verify?.('a.b.c', { leeway })),
    ]
  },
}

export const usual = ({ mint, verify }: Access): readonly unknown[] => [
  () => mint({ role: 'reader' }),
  () => verify('eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln'),
  ...['expired', 'wrong-key', 'hs-with-public-key'].map(
    (flaw) => () => mint({ role: 'reader' }, { flaw: flaw as 'expired' }),
  ),
]

export const situations = (): readonly Situation[] => [
  ...keySituations(),
  ...ringSituations(),
  ...fileSituations(),
  questions,
  { ...questions, options: { env: {} } },
  { ...questions, files: { 'scopes.yaml': SIGNED } },
  {
    ...questions,
    files: { 'scopes.yaml': catalog('issuer: i, audience: a'), 'users.yaml': USERS },
  },
]
