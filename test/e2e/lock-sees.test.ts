import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { publicJwk } from '../../src/core/token/key-rules.js'
import { makeKey } from '../../src/io/make-key.js'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

// Everything that a catalog or a users file can say is a fact of the lock, or stands in `NO_FACT` with the reason. A new
// key of the schema that is in neither fails here.

const HASH = (salt: string): string =>
  `scrypt$1024$8$1$${salt}AECAwQFBgcICQoLDA0ODw$O0zCwPSfOFN6dzIoge8i2ot5Gu0NVQ4sDD35UNtXrKE`

const CATALOG = `version: 1
users: people.yaml
lint: { ignore: [{ rule: unused-scope, name: spare, reason: later }] }
token:
  issuer: http://localhost:8000
  audience: api
  algorithm: ES256
  key: file:key.json
  lifetime: 10m
  subject: required
  scope_claim: scope
  scope_format: string
  role_claim: roles
  enforce: literal
profiles:
  staging: { issuer: https://idp.test, audience: other, algorithm: RS256, key: https://idp.test/jwks, lifetime: 5m, subject: optional, scope_claim: scp, scope_format: array, role_claim: groups, enforce: implied }
scopes:
  read: Read data
  write: { description: Write data, implies: [read] }
  spare: Not needed yet
  users:read: Read users
roles:
  reader: { description: Reads, default: true, scopes: [read] }
  editor: { extends: [reader], scopes: [write] }
  boss: { scopes: ["users:*"], when: { is_admin: true } }
routes:
  GET /a: { needs: { any: [read, { other: the owner }, { scheme: Key, scopes: [k] }] }, description: One, params: {} }
  GET /b/{id}: { needs: { all: [write, { other: the owner }, { scheme: Key, scopes: [k] }] }, params: { id: 1 } }
  POST /b/{id}: { any: [write, { all: [users:read, { other: a friend }, { scheme: Key, scopes: [k] }] }] }
  GET /c: { needs: { any: [write, { all: [users:read, { other: a friend }, { scheme: Key, scopes: [k] }] }] } }
  PUT /c: { all: [read, { other: x }, { scheme: Other, scopes: [k] }] }
  GET /d: { any: [write, { other: x }, { scheme: Other, scopes: [k] }] }
`
const USERS = `version: 1
users:
  ann: { roles: [editor], scopes: [spare], claims: { email: ann@example.test }, disabled: false, is_admin: false, password: "${HASH('AA')}" }
  bob: { disabled: true }
clients:
  bot: { roles: [editor], scopes: [users:read], disabled: false, secret: "${HASH('AA')}" }
`

/** By the key's path in the schemas: what to replace, and by what. The file is the users file from `users.` on. */
const FACTS: Readonly<Record<string, readonly [from: string, to: string]>> = {
  'token.issuer': ['issuer: http://localhost:8000', 'issuer: http://localhost:9000'],
  'token.audience': ['audience: api', 'audience: any'],
  'token.algorithm': ['algorithm: ES256', 'algorithm: EdDSA'],
  'token.key': ['key: file:key.json', 'key: file:other.json'],
  'token.lifetime': ['lifetime: 10m', 'lifetime: 11m'],
  'token.subject': ['subject: required', 'subject: optional'],
  'token.scope_claim': ['scope_claim: scope\n', 'scope_claim: [scope, scp]\n'],
  'token.scope_format': ['scope_format: string', 'scope_format: array'],
  'token.role_claim': ['role_claim: roles', 'role_claim: groups'],
  'token.enforce': ['enforce: literal', 'enforce: implied'],
  'profiles.*': ['  staging: {', '  production: {'],
  'profiles.*.issuer': ['issuer: https://idp.test,', 'issuer: any,'],
  'profiles.*.audience': ['audience: other', 'audience: [other, more]'],
  'profiles.*.algorithm': ['algorithm: RS256', 'algorithm: PS256'],
  'profiles.*.key': ['key: https://idp.test/jwks', 'key: https://idp.test/keys'],
  'profiles.*.lifetime': ['lifetime: 5m', 'lifetime: 5h'],
  'profiles.*.subject': ['subject: optional', 'subject: required'],
  'profiles.*.scope_claim': ['scope_claim: scp', 'scope_claim: permissions'],
  'profiles.*.scope_format': ['scope_format: array', 'scope_format: string'],
  'profiles.*.role_claim': ['role_claim: groups', 'role_claim: roles'],
  'profiles.*.enforce': ['enforce: implied', 'enforce: literal'],
  'scopes.*': ['  users:read: Read users', '  users:read: Read users\n  users:purge: Purge users'],
  'scopes.*.implies': ['implies: [read]', 'implies: [read, spare]'],
  'roles.*': ['  boss:', '  chief:'],
  'roles.*.scopes': ['scopes: [write]', 'scopes: [write, spare]'],
  'roles.*.extends': ['extends: [reader], scopes', 'extends: [boss], scopes'],
  'roles.*.default': ['  editor: { extends', '  editor: { default: true, extends'],
  'roles.*.when': ['when: { is_admin: true }', 'when: { is_admin: false }'],
  'routes.*': ['  GET /d:', '  GET /e:'],
  'routes.*.any': ['GET /d: { any: [write,', 'GET /d: { any: [read,'],
  'routes.*.any[].all': [
    'POST /b/{id}: { any: [write, { all: [users:read,',
    'POST /b/{id}: { any: [write, { all: [',
  ],
  'routes.*.any[].all[].other': [
    'POST /b/{id}: { any: [write, { all: [users:read, { other: a friend',
    'POST /b/{id}: { any: [write, { all: [users:read, { other: x',
  ],
  'routes.*.any[].all[].scheme': [
    'POST /b/{id}: { any: [write, { all: [users:read, { other: a friend }, { scheme: Key',
    'POST /b/{id}: { any: [write, { all: [users:read, { other: a friend }, { scheme: Kee',
  ],
  'routes.*.any[].all[].scopes': [
    'POST /b/{id}: { any: [write, { all: [users:read, { other: a friend }, { scheme: Key, scopes: [k]',
    'POST /b/{id}: { any: [write, { all: [users:read, { other: a friend }, { scheme: Key, scopes: [l]',
  ],
  'routes.*.any[].other': [
    'GET /d: { any: [write, { other: x',
    'GET /d: { any: [write, { other: y',
  ],
  'routes.*.any[].scheme': [
    'GET /d: { any: [write, { other: x }, { scheme: Other',
    'GET /d: { any: [write, { other: x }, { scheme: Oth',
  ],
  'routes.*.any[].scopes': [
    'GET /d: { any: [write, { other: x }, { scheme: Other, scopes: [k]',
    'GET /d: { any: [write, { other: x }, { scheme: Other, scopes: [l]',
  ],
  'routes.*.all': ['PUT /c: { all: [read,', 'PUT /c: { all: [write,'],
  'routes.*.all[].other': ['PUT /c: { all: [read, { other: x', 'PUT /c: { all: [read, { other: y'],
  'routes.*.all[].scheme': [
    'PUT /c: { all: [read, { other: x }, { scheme: Other',
    'PUT /c: { all: [read, { other: x }, { scheme: Oth',
  ],
  'routes.*.all[].scopes': [
    'PUT /c: { all: [read, { other: x }, { scheme: Other, scopes: [k]',
    'PUT /c: { all: [read, { other: x }, { scheme: Other, scopes: [l]',
  ],
  'routes.*.needs': [
    'GET /a: { needs: { any: [read, { other: the owner }, { scheme: Key, scopes: [k] }] }',
    'GET /a: { needs: authenticated',
  ],
  'routes.*.needs.any': ['GET /a: { needs: { any: [read,', 'GET /a: { needs: { any: [write,'],
  'routes.*.needs.any[].other': [
    'GET /a: { needs: { any: [read, { other: the owner',
    'GET /a: { needs: { any: [read, { other: x',
  ],
  'routes.*.needs.any[].scheme': [
    'GET /a: { needs: { any: [read, { other: the owner }, { scheme: Key',
    'GET /a: { needs: { any: [read, { other: the owner }, { scheme: Kee',
  ],
  'routes.*.needs.any[].scopes': [
    'GET /a: { needs: { any: [read, { other: the owner }, { scheme: Key, scopes: [k]',
    'GET /a: { needs: { any: [read, { other: the owner }, { scheme: Key, scopes: [l]',
  ],
  'routes.*.needs.any[].all': [
    'GET /c: { needs: { any: [write, { all: [users:read,',
    'GET /c: { needs: { any: [write, { all: [',
  ],
  'routes.*.needs.any[].all[].other': [
    'GET /c: { needs: { any: [write, { all: [users:read, { other: a friend',
    'GET /c: { needs: { any: [write, { all: [users:read, { other: x',
  ],
  'routes.*.needs.any[].all[].scheme': [
    'GET /c: { needs: { any: [write, { all: [users:read, { other: a friend }, { scheme: Key',
    'GET /c: { needs: { any: [write, { all: [users:read, { other: a friend }, { scheme: Kee',
  ],
  'routes.*.needs.any[].all[].scopes': [
    'GET /c: { needs: { any: [write, { all: [users:read, { other: a friend }, { scheme: Key, scopes: [k]',
    'GET /c: { needs: { any: [write, { all: [users:read, { other: a friend }, { scheme: Key, scopes: [l]',
  ],
  'routes.*.needs.all': [
    'GET /b/{id}: { needs: { all: [write,',
    'GET /b/{id}: { needs: { all: [read,',
  ],
  'routes.*.needs.all[].other': [
    'GET /b/{id}: { needs: { all: [write, { other: the owner',
    'GET /b/{id}: { needs: { all: [write, { other: x',
  ],
  'routes.*.needs.all[].scheme': [
    'GET /b/{id}: { needs: { all: [write, { other: the owner }, { scheme: Key',
    'GET /b/{id}: { needs: { all: [write, { other: the owner }, { scheme: Kee',
  ],
  'routes.*.needs.all[].scopes': [
    'GET /b/{id}: { needs: { all: [write, { other: the owner }, { scheme: Key, scopes: [k]',
    'GET /b/{id}: { needs: { all: [write, { other: the owner }, { scheme: Key, scopes: [l]',
  ],
  'users.users.*': ['  ann: {', '  ada: {'],
  'users.users.*.roles': ['ann: { roles: [editor]', 'ann: { roles: [reader]'],
  'users.users.*.scopes': ['scopes: [spare]', 'scopes: [spare, users:read]'],
  'users.users.*.claims': ['email: ann@example.test', 'email: eve@example.test'],
  'users.users.*.disabled': ['bob: { disabled: true', 'bob: { disabled: false'],
  'users.users.*.*': ['is_admin: false', 'is_admin: true'],
  'users.clients.*': ['  bot: {', '  bat: {'],
  'users.clients.*.roles': ['bot: { roles: [editor]', 'bot: { roles: []'],
  'users.clients.*.scopes': ['scopes: [users:read]', 'scopes: [spare, users:read]'],
  'users.clients.*.disabled': [
    'scopes: [users:read], disabled: false',
    'scopes: [users:read], disabled: true',
  ],
}

/** What is no fact, and why; docs/reference/lock.md says the same. */
const NO_FACT: Readonly<Record<string, readonly [why: string, from: string, to: string]>> = {
  version: ['one version of the format', 'version: 1\n', ''],
  lint: ['about findings, not access', 'reason: later', 'reason: soon'],
  'scopes.*.description': ['words', 'description: Write data', 'description: Writes'],
  'roles.*.description': ['words', 'description: Reads', 'description: Reading'],
  'routes.*.description': ['words', 'description: One', 'description: Two'],
  'routes.*.params': ['examples', 'params: { id: 1 }', 'params: { id: 2 }'],
  'users.version': ['one version of the format', 'version: 1\n', ''],
  'users.users.*.password': [
    'who may log in as somebody, not what they may do',
    HASH('AA'),
    HASH('AB'),
  ],
  'users.clients.*.secret': ['the same', HASH('AA'), HASH('AB')],
}
/** Told by the keys below them, or, `users`, by what is in the file. */
const SECTIONS =
  /^(?:users|token|profiles|scopes|roles|routes|lint\..*|users\.users|users\.clients|.*\.when\.\*|.*\.params\.\*|.*\.claims\.\*)$/

async function world(catalog = CATALOG, users = USERS, key = 'one'): Promise<string> {
  const keys = await KEYS
  return tempDir({
    'scopes.yaml': catalog,
    'people.yaml': users,
    'key.json': keys[key as keyof typeof keys],
    'other.json': keys.one,
    'old/scopes.yaml': CATALOG,
    'old/people.yaml': USERS,
    'old/key.json': keys.one,
    'access.lock': await LOCK,
  })
}

const KEYS = (async () => {
  const jwk = async () => (await makeKey('ES256')).jwk
  const [one, two] = [await jwk(), await jwk()]
  const text = (key: object | undefined) => JSON.stringify(key)
  return { one: text(publicJwk(one)), two: text(publicJwk(two)), private: text(two) }
})()
const LOCK: Promise<string> = (async () => {
  const cwd = tempDir({
    'scopes.yaml': CATALOG,
    'people.yaml': USERS,
    'key.json': (await KEYS).one,
  })
  await scopectl(['lock'], { cwd })
  return readFileSync(`${cwd}/access.lock`, 'utf8')
})()

async function seen(cwd: string): Promise<{ lock: number; diff: number }> {
  const [lock, diff] = await Promise.all([
    scopectl(['lock', '--check'], { cwd }),
    scopectl(['diff', './old/scopes.yaml', './scopes.yaml', '--fail-on', 'any'], { cwd }),
  ])
  return { lock: lock.exit, diff: diff.exit }
}

function changed(path: string, from: string, to: string): Promise<string> {
  const isUsers = path.startsWith('users.')
  const text = isUsers ? USERS : CATALOG
  const now = text.replace(from, () => to)
  expect(now, path).not.toBe(text)
  return isUsers ? world(CATALOG, now) : world(now)
}

type Schema = Readonly<Record<string, unknown>>
function* pathsIn(schema: Schema, path: string): Generator<string> {
  for (const union of ['anyOf', 'oneOf', 'allOf'])
    for (const each of (schema[union] as Schema[]) ?? []) yield* pathsIn(each, path)
  if (schema['items']) yield* pathsIn(schema['items'] as Schema, `${path}[]`)
  const known = Object.entries((schema['properties'] as Record<string, Schema>) ?? {})
  const more = schema['additionalProperties']
  if (typeof more === 'object' && more !== null) known.push(['*', more as Schema])
  for (const [name, each] of known) {
    const below = path === '' ? name : `${path}.${name}`
    yield below
    yield* pathsIn(each, below)
  }
}
const schemaOf = (name: string): Schema =>
  JSON.parse(readFileSync(`schema/${name}.schema.json`, 'utf8'))

test('every key of the schemas is a fact of the lock, or has a reason why not', () => {
  const paths = [...pathsIn(schemaOf('catalog'), ''), ...pathsIn(schemaOf('users'), 'users')]
  expect(paths.length).toBeGreaterThan(60)
  const unknown = paths.filter(
    (path) => !(path in FACTS) && !(path in NO_FACT) && !SECTIONS.test(path),
  )
  expect([...new Set(unknown)]).toEqual([])
})

test('with nothing changed nothing is seen', async () => {
  expect(await seen(await world())).toEqual({ lock: 0, diff: 0 })
})

describe.concurrent('a fact', () => {
  test.each(Object.entries(FACTS))('%s', async (path, [from, to]) => {
    expect(await seen(await changed(path, from, to))).toEqual({ lock: 5, diff: 5 })
  })
})

describe.concurrent('no fact', () => {
  test.each(Object.entries(NO_FACT))('%s', async (path, [, from, to]) => {
    expect(await seen(await changed(path, from, to))).toEqual({ lock: 0, diff: 0 })
  })
})

describe('the public key behind `file:`', () => {
  test('another one is a changed fact; so is one that goes, or becomes private', async () => {
    expect(await seen(await world(CATALOG, USERS, 'two'))).toEqual({ lock: 5, diff: 5 })
    expect(await seen(await world(CATALOG, USERS, 'private'))).toEqual({ lock: 5, diff: 5 })
    const cwd = await world(CATALOG.replace('file:key.json', 'file:gone.json'))
    const { exit, stderr } = await scopectl(['lock', '--check'], { cwd })
    expect([exit, stderr]).toEqual([5, expect.stringContaining('`file:gone.json` not found')])
  })

  test('a set of keys in another order, or spelled otherwise, is the same', async () => {
    const { one, two } = await KEYS
    const lockOf = async (text: string) => {
      const cwd = tempDir({ 'scopes.yaml': CATALOG, 'people.yaml': USERS, 'key.json': text })
      expect((await scopectl(['lock'], { cwd })).exit).toBe(0)
      return readFileSync(`${cwd}/access.lock`, 'utf8')
    }
    const kid = (key: string, name: string) => JSON.stringify({ ...JSON.parse(key), kid: name })
    const [a, b] = [kid(one, 'a'), kid(two, 'b')]
    const lock = await lockOf(`{"keys":[${a},${b}]}`)
    expect(await lockOf(`{ "keys": [ ${b}, ${a} ] }\n`)).toBe(lock)
    expect(lock).toMatch(/ thumbprint [\w-]{43} \| [\w-]{43}\n/)
  })

  test('a public key in a set with a private one is trusted, and so a fact', async () => {
    const keys = await KEYS
    const kid = (key: string, name: string) => JSON.stringify({ ...JSON.parse(key), kid: name })
    const set = (other: string) => `{"keys":[${kid(keys.private, 'a')},${kid(other, 'b')}]}`
    const cwd = tempDir({ 'scopes.yaml': CATALOG, 'people.yaml': USERS, 'key.json': set(keys.one) })
    expect((await scopectl(['lock'], { cwd })).exit).toBe(0)
    expect(readFileSync(`${cwd}/access.lock`, 'utf8')).toMatch(/ thumbprint [\w-]{43}\n/)
    expect((await scopectl(['lock', '--check'], { cwd })).exit).toBe(0)
    writeFileSync(`${cwd}/key.json`, set(keys.two))
    expect((await scopectl(['lock', '--check'], { cwd })).exit).toBe(5)
  })

  test('secrets and private keys leave no trace, here or not', async () => {
    const keys = await KEYS
    const catalog = CATALOG.replace('algorithm: ES256', 'algorithm: HS256')
    const locks = await Promise.all(
      [
        'a-shared-secret-of-some-length-0123456789',
        'another-shared-secret-of-some-length-01',
        undefined,
      ].map(async (secret) => {
        const files = { 'scopes.yaml': catalog, 'people.yaml': USERS }
        const cwd = tempDir(secret === undefined ? files : { ...files, 'key.json': secret })
        expect((await scopectl(['lock'], { cwd })).exit).toBe(0)
        return readFileSync(`${cwd}/access.lock`, 'utf8')
      }),
    )
    expect(new Set(locks).size).toBe(1)
    expect(locks[0]).not.toContain('thumbprint')
    const cwd = tempDir({ 'scopes.yaml': CATALOG, 'people.yaml': USERS, 'key.json': keys.private })
    await scopectl(['lock'], { cwd })
    expect(readFileSync(`${cwd}/access.lock`, 'utf8')).not.toContain('thumbprint')
  })
})

test('claims are values, whatever they are; a disabled user has none', async () => {
  const claims = '{ a: "x y", b: true, c: "true", d: [1, { z: 1, y: null }], "=": "=" }'
  const users = `users: { ann: { claims: ${claims} }, bob: { disabled: true, claims: { a: b } } }\n`
  const cwd = await world(CATALOG, users)
  await scopectl(['lock'], { cwd })
  const lines = readFileSync(`${cwd}/access.lock`, 'utf8').split('\n')
  expect(lines.filter((line) => line.startsWith('claim '))).toEqual([
    'claim ann = = =',
    'claim ann a = "x y"',
    'claim ann b := true',
    'claim ann c = true',
    'claim ann d := "[1,{\\"y\\":null,\\"z\\":1}]"',
  ])
  expect((await scopectl(['lock', '--check'], { cwd })).exit).toBe(0)
})

test('a lock of an earlier version fails once, with the reason and the line to type', async () => {
  const earlier = (await LOCK)
    .split('\n')
    .filter((line) => !line.startsWith('claim '))
    .map((line) => line.replace(/ lifetime \S+/, '').replace(/ thumbprint .*/, ''))
    .join('\n')
  const cwd = tempDir({
    'scopes.yaml': CATALOG,
    'people.yaml': USERS,
    'key.json': (await KEYS).one,
    'access.lock': earlier,
  })
  const first = await scopectl(['lock', '--check'], { cwd })
  expect(first.exit).toBe(5)
  expect(first.stdout).toBe(
    'access.lock differs: it was written by an earlier version\nafter review: scopectl lock\n',
  )
  expect(first.stderr).toContain('no lifetimes, no claims of users and no thumbprints')
  const json = JSON.parse((await scopectl(['lock', '--check', '--json'], { cwd })).stdout)
  expect(json).toMatchObject({ ok: false, older: true, changes: [] })
  expect((await scopectl(['lock'], { cwd })).exit).toBe(0)
  expect((await scopectl(['lock', '--check'], { cwd })).exit).toBe(0)
})
