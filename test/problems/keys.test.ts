import { generateKeyPairSync } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { codesOf, testTriggers } from '../support/problem-codes.js'
import { tempDir } from '../support/temp-dir.js'

const catalog = (token: string) =>
  `token: { ${token} }\nscopes: { read: '' }\nroutes: { GET /a: read }\n`
const users = 'users: { bob: { scopes: [read] } }'
const SECRET = { KEY: 'k'.repeat(48) }
const TOKEN = 'eyJhbGciOiJFUzI1NiJ9.e30.AA'

function pair(kid: string, curve: 'P-256' | 'P-384' = 'P-256') {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: curve })
  const add = { kid, alg: curve === 'P-256' ? 'ES256' : 'ES384' }
  return {
    secret: { ...privateKey.export({ format: 'jwk' }), ...add },
    open: { ...publicKey.export({ format: 'jwk' }), ...add },
  }
}
const [first, second, other] = [pair('a'), pair('b'), pair('c', 'P-384')]
const world = (keys: unknown, token = '') => ({
  files: {
    'scopes.yaml': catalog(`key: file:keys.json${token}`),
    'users.yaml': users,
    'keys.json': JSON.stringify(keys),
  },
})

describe('of keys', () => {
  testTriggers([
    [
      'several-signing-keys',
      'token --user bob --with-configured-key',
      world({ keys: [first.secret, second.secret] }),
    ],
    ['key-cannot-sign', 'token --user bob', world({ keys: [first.open, second.open] })],
    ['algorithms-differ', `verify ${TOKEN}`, world({ keys: [first.open, other.open] })],
    [
      'key-is-metadata',
      `verify ${TOKEN}`,
      world({ issuer: 'https://idp.test', jwks_uri: 'https://idp.test/jwks' }),
    ],
    [
      'key-is-secret',
      `verify ${TOKEN}`,
      { files: { 'scopes.yaml': catalog('key: env:KEY, algorithm: ES256') }, env: SECRET },
    ],
    [
      'secret-not-public',
      'keys jwks',
      { files: { 'scopes.yaml': catalog('key: env:KEY, algorithm: HS256') }, env: SECRET },
    ],
  ])
})

describe('of the development ring', () => {
  test('ring-exists: one already exists', async () => {
    const cwd = tempDir({ 'scopes.yaml': catalog('') })
    expect(await codesOf('keys new', { cwd })).toEqual([])
    expect(await codesOf('keys new', { cwd })).toEqual(['ring-exists', 'ring-exists'])
  })

  test('ring-not-regular: a folder in place of the file', async () => {
    const cwd = tempDir({ 'scopes.yaml': catalog(''), '.scopectl/keys.json/x': '' })
    expect(await codesOf('keys list', { cwd })).toContain('ring-not-regular')
  })

  // A ring next to a configured key would look like the signing key.
  test.each(['new', 'rotate', 'remove a'])(
    'key-is-configured: `keys %s` makes no ring if the catalog names a key',
    async (words) => {
      const cwd = tempDir({ 'scopes.yaml': catalog('key: env:KEY, algorithm: HS256') })
      expect(await codesOf(`keys ${words}`, { cwd, env: SECRET })).toContain('key-is-configured')
      expect(existsSync(join(cwd, '.scopectl'))).toBe(false)
    },
  )
})
