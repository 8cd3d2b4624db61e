import { randomBytes } from 'node:crypto'
import { SignJWT } from 'jose'
import { expect, test } from 'vitest'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

// FastAPI's tutorial on OAuth2 scopes, in its own words: SECRET_KEY and HS256, `sub` and an array called `scopes`,
// everybody `read`, an `is_admin` user also `write` and `admin`; 401 for a bad token, 403 for a missing scope.

const SECRET_KEY = randomBytes(32).toString('hex')
const env = { SECRET_KEY }
const NOW = '2026-01-01T12:00:00Z'
const AT = Date.parse(NOW) / 1000

const cwd = tempDir({
  'scopes.yaml': `
token: { algorithm: HS256, key: env:SECRET_KEY, lifetime: 30m, scope_claim: scopes, scope_format: array }
scopes:
  read: Read access to items
  write: Write access to items
  admin: Full admin access
roles:
  everybody: { default: true, scopes: [read] }
  administrator: { scopes: [write, admin], when: { is_admin: true } }
routes:
  GET /items/: read
  POST /items/: write
  DELETE /items/{id}: admin
  GET /users/me: authenticated
`,
  'users.yaml': `
users:
  johndoe: {}
  alice: { is_admin: true }
`,
})

const run = (args: string[], input?: string) =>
  scopectl(args, { cwd, env, at: NOW, ...(input === undefined ? {} : { input }) })

async function tokenOf(user: string): Promise<string> {
  const { stdout, exit } = await run(['token', '--user', user])
  expect(exit).toBe(0)
  return stdout.trim()
}

const claimsOf = (token: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())

/** A token that the tutorial's own server could have made. */
const foreign = (claims: Record<string, unknown>, secret = SECRET_KEY): Promise<string> =>
  new SignJWT({ iat: AT, exp: AT + 1800, ...claims })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .sign(new TextEncoder().encode(secret))

test('everybody gets read; an is_admin user also write and admin', async () => {
  const [john, alice] = await Promise.all([tokenOf('johndoe'), tokenOf('alice')])
  expect(claimsOf(john)).toMatchObject({ sub: 'johndoe', scopes: ['read'] })
  expect(claimsOf(alice)).toMatchObject({ sub: 'alice', scopes: ['read', 'write', 'admin'] })
  expect(claimsOf(alice)['exp']).toBe(AT + 1800)
})

test('reading items needs read, creating them needs write; without it 403', async () => {
  const [john, alice] = await Promise.all([tokenOf('johndoe'), tokenOf('alice')])
  const answers = await Promise.all([
    run(['check', '--route', 'GET /items/', '--expect', '200'], john),
    run(['check', '--route', 'POST /items/'], john),
    run(['check', '--route', 'POST /items/', '--expect', '200'], alice),
    run(['check', '--route', 'GET /users/me', '--expect', '200'], john),
  ])
  expect(answers.map(({ exit }) => exit)).toEqual([0, 4, 0, 0])
  expect(answers[1]?.stdout).toMatch(/^deny 403 insufficient_scope\n/)
  const challenge = await run(['check', '--route', 'POST /items/', '--json'], john)
  expect(JSON.parse(challenge.stdout).challenge).toBe(
    'Bearer error="insufficient_scope", scope="write"',
  )
})

test('a token without sub is 401, and so is any other bad token', async () => {
  const tokens = await Promise.all([
    foreign({ scopes: ['read'] }),
    foreign({ sub: 'johndoe', scopes: ['read'] }, 'x'.repeat(64)),
    foreign({ sub: 'johndoe', scopes: ['read'], exp: AT - 1, iat: AT - 1801 }),
    'not.a.token',
  ])
  const reasons = ['no-subject', 'bad-signature', 'expired', 'malformed']
  for (const [i, token] of tokens.entries()) {
    const { stdout, exit } = await run(['check', '--route', 'GET /items/'], token)
    expect(exit).toBe(3)
    expect(stdout).toMatch(new RegExp(`^deny 401 ${reasons[i]}\n`))
  }
})

test('a token from the tutorial’s own server is decided by its scopes', async () => {
  const token = await foreign({ sub: 'johndoe', scopes: ['read', 'write'] })
  const { stdout, exit } = await run(['check', '--route', 'POST /items/'], token)
  expect(stdout).toMatch(/^allow\n/)
  expect(exit).toBe(0)
})

test('decode shows the username and the scopes with their descriptions', async () => {
  const { stdout, exit } = await run(['decode'], await tokenOf('alice'))
  expect(exit).toBe(0)
  expect(stdout).toMatch(/^NOT VERIFIED/)
  expect(stdout).toMatch(/subject +alice/)
  for (const line of [
    /read +Read access to items/,
    /write +Write access/,
    /admin +Full admin access/,
  ]) {
    expect(stdout).toMatch(line)
  }
})
