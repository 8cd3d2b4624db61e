import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

const SECRET = '0123456789abcdef0123456789abcdef01'
const env = { SECRET }
const catalog = (settings: string) =>
  [
    `token: { issuer: https://idp.test, audience: api, algorithm: HS256, key: env:SECRET${settings} }`,
    'profiles: { plain: { type: JWT }, either: { type: any } }',
    'scopes: { read: Read }',
    'roles: { reader: { default: true, scopes: [read] } }',
    'routes: { GET /items: read }',
  ].join('\n')
const USERS = 'users: { bob: {} }\nclients: { ci-bot: { scopes: [read] } }\n'
const STRICT = ', type: at+jwt, claims: { token_type: access }'

const folder = (settings: string) =>
  tempDir({ 'scopes.yaml': catalog(settings), 'users.yaml': USERS })
const partsOf = (token: string) =>
  token
    .split('.')
    .slice(0, 2)
    .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()))

async function issue(cwd: string, ...args: string[]): Promise<string> {
  const { exit, stdout, stderr } = await scopectl(['token', ...args], { cwd, env })
  expect(exit, stderr).toBe(0)
  return stdout.trim()
}

describe('token.type', () => {
  test('a token of a user and of a client has every claim that RFC 9068 §2.2 requires', async () => {
    const cwd = folder(STRICT)
    for (const [args, sub, client] of [
      [['--user', 'bob'], 'bob', 'scopectl'],
      [['--client', 'ci-bot'], 'ci-bot', 'ci-bot'],
      [['--role', 'reader'], 'role:reader', 'scopectl'],
    ] as const) {
      const [header, claims] = partsOf(await issue(cwd, ...args))
      expect(header.typ).toBe('at+jwt')
      expect(claims).toMatchObject({ sub, client_id: client, token_type: 'access' })
      for (const claim of ['iss', 'exp', 'aud', 'iat', 'jti']) expect(claims).toHaveProperty(claim)
    }
  })

  test('what is written is required: another type is refused as bad-header, with both types named', async () => {
    const cwd = folder(STRICT)
    const plain = await issue(cwd, '--user', 'bob', '--profile', 'plain')
    const strict = await issue(cwd, '--user', 'bob')
    const check = (input: string, ...args: string[]) =>
      scopectl(['check', '--route', 'GET /items', ...args], { cwd, env, input })
    expect((await check(strict)).exit).toBe(0)
    const refused = await check(plain)
    expect([refused.exit, refused.stdout.split('\n')[0]]).toEqual([3, 'deny 401 bad-header'])
    expect(refused.stdout).toContain('`typ` must be `at+jwt`')
    expect(refused.stdout).toContain('found `JWT`')
    expect(refused.stdout).toContain('everything else is valid: signature')
    expect((await check(strict, '--profile', 'plain', '--expect', 'bad-header')).exit).toBe(0)
    for (const token of [plain, strict])
      expect((await check(token, '--profile', 'either')).exit).toBe(0)
    // Without the setting, both are accepted, as before.
    const loose = folder('')
    for (const input of [plain, strict]) {
      const args = ['check', '--route', 'GET /items']
      expect((await scopectl(args, { cwd: loose, env, input })).exit).toBe(0)
    }
  })

  test('it is a fact of the lock, and so are client_id and claims', async () => {
    const cwd = folder(STRICT)
    expect((await scopectl(['lock'], { cwd })).exit).toBe(0)
    const lock = readFileSync(join(cwd, 'access.lock'), 'utf8')
    expect(lock).toMatch(/^trust issuer .* type "at\+jwt" lifetime 15m client_id scopectl claims /m)
    for (const changed of [
      '',
      ', type: JWT, client_id: scopectl, claims: { token_type: access }',
      ', type: at+jwt, client_id: web, claims: { token_type: access }',
      ', type: at+jwt, claims: { token_type: refresh }',
    ]) {
      writeFileSync(join(cwd, 'scopes.yaml'), catalog(changed))
      const { exit, stdout } = await scopectl(['lock', '--check'], { cwd })
      expect(exit, changed).toBe(5)
      expect(stdout).toContain('trust')
    }
    writeFileSync(join(cwd, 'scopes.yaml'), catalog(STRICT))
    expect((await scopectl(['lock', '--check'], { cwd })).exit).toBe(0)
  })

  test('a suite can require it, and a verifier that ignores it is a mutant', async () => {
    const cwd = folder(STRICT)
    const suite = (flaws: string) => `tests:\n  - as: ${flaws}\n    unauthorized: [GET /items]\n`
    writeFileSync(join(cwd, 'scopes.test.yaml'), suite('{ user: bob, flaw: wrong-type }'))
    expect((await scopectl(['test'], { cwd })).exit).toBe(0)
    const mutants = async () =>
      (await scopectl(['test', '--mutate', '--json'], { cwd })).stdout.includes('"check":"type"')
    expect(await mutants()).toBe(false)
    writeFileSync(join(cwd, 'scopes.test.yaml'), suite('{ anonymous: true }'))
    expect(await mutants()).toBe(true)
    writeFileSync(join(cwd, 'scopes.yaml'), catalog(''))
    expect(await mutants()).toBe(false)
    writeFileSync(join(cwd, 'scopes.test.yaml'), suite('{ user: bob, flaw: wrong-type }'))
    const { exit, stderr } = await scopectl(['test'], { cwd })
    expect(exit).toBe(2)
    expect(stderr).toContain('the catalog does not set `type`')
  })

  test('a claim that scopectl sets itself cannot be set for all tokens', async () => {
    const token = 'token:\n  claims:\n    client_id: web\n    nbf: 1\n'
    const cwd = tempDir({ 'scopes.yaml': `${token}scopes: { read: Read }\nroutes: {}\n` })
    const { exit, stderr } = await scopectl(['lock'], { cwd })
    expect(exit).toBe(2)
    expect(stderr).toContain(
      '`token.claims` sets the claim `client_id`, which scopectl sets itself',
    )
    expect(stderr).toContain('scopes.yaml:4:5')
  })
})
