import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { publicJwk } from '../../src/core/token/key-rules.js'
import { makeKey } from '../../src/io/make-key.js'
import { scopectlHere as scopectl } from '../support/in-process.js'
import { CATALOG, FACTS, NO_FACT, SECTIONS, USERS } from '../support/lock-world.js'
import { tempDir } from '../support/temp-dir.js'

// Everything in a catalog or users file is a fact of the lock, in both of its forms, or is in `NO_FACT` with the reason. A new key
// of the schema that is in neither fails here.

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
async function lockOfWorld(form: '--fold' | '--no-fold'): Promise<string> {
  const cwd = tempDir({
    'scopes.yaml': CATALOG,
    'people.yaml': USERS,
    'key.json': (await KEYS).one,
  })
  await scopectl(['lock', form], { cwd })
  return readFileSync(`${cwd}/access.lock`, 'utf8')
}
const LOCK = lockOfWorld('--no-fold')
const FOLDED = lockOfWorld('--fold')

async function seen(cwd: string): Promise<{ lock: number; folded: number; diff: number }> {
  const [lock, diff] = await Promise.all([
    scopectl(['lock', '--check'], { cwd }),
    scopectl(['diff', './old/scopes.yaml', './scopes.yaml', '--fail-on', 'any'], { cwd }),
  ])
  writeFileSync(`${cwd}/access.lock`, await FOLDED)
  const folded = await scopectl(['lock', '--check'], { cwd })
  return { lock: lock.exit, folded: folded.exit, diff: diff.exit }
}
const ALL_SEE = { lock: 5, folded: 5, diff: 5 }
const NONE_SEES = { lock: 0, folded: 0, diff: 0 }

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

test('without changes nothing is reported', async () => {
  expect([await LOCK, await FOLDED]).toEqual([
    expect.not.stringContaining('\nform folded\n'),
    expect.stringContaining('\nform folded\n'),
  ])
  expect(await seen(await world())).toEqual(NONE_SEES)
})

describe.concurrent('a fact', () => {
  test.each(Object.entries(FACTS))('%s', async (path, [from, to]) => {
    expect(await seen(await changed(path, from, to))).toEqual(ALL_SEE)
  })
})

describe.concurrent('not a fact', () => {
  test.each(Object.entries(NO_FACT))('%s', async (path, [, from, to]) => {
    expect(await seen(await changed(path, from, to))).toEqual(NONE_SEES)
  })
})

describe('the public key behind `file:`', () => {
  test('another one is a changed fact; so is one that is removed, or becomes private', async () => {
    expect(await seen(await world(CATALOG, USERS, 'two'))).toEqual(ALL_SEE)
    expect(await seen(await world(CATALOG, USERS, 'private'))).toEqual(ALL_SEE)
    const cwd = await world(CATALOG.replace('file:key.json', 'file:gone.json'))
    const { exit, stderr } = await scopectl(['lock', '--check'], { cwd })
    expect([exit, stderr]).toEqual([5, expect.stringContaining('`file:gone.json` not found')])
  })

  test('a set of keys in another order, or written differently, is the same', async () => {
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

  test('a public key in a set with a private one is trusted, and so is a fact', async () => {
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

  test('secrets and private keys leave no trace, present or not', async () => {
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

test('claims are recorded with any value; a disabled user has none', async () => {
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

test('a lock of an earlier version fails once, with the reason and the command to type', async () => {
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
  expect(first.stderr).toContain('no lifetimes, user claims or public key thumbprints')
  const json = JSON.parse((await scopectl(['lock', '--check', '--json'], { cwd })).stdout)
  expect(json).toMatchObject({ ok: false, older: true, changes: [] })
  expect((await scopectl(['lock'], { cwd })).exit).toBe(0)
  expect((await scopectl(['lock', '--check'], { cwd })).exit).toBe(0)
})
