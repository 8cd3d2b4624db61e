import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

const SECRET = '0123456789abcdef0123456789abcdef01'
const catalog = (subject: string) =>
  [
    `token: { issuer: https://idp.test, audience: api, algorithm: HS256, key: env:SECRET, scope_claim: scope${subject} }`,
    'scopes: { read: Read, write: Write }',
    'roles: { reader: { default: true, scopes: [read] } }',
    'routes: { GET /items: read, GET /me: authenticated }',
  ].join('\n')
const OPTIONAL = ', subject: optional'
const users = 'users: { bob: {} }'
const env = { SECRET }

function machineToken(more: object = {}): string {
  const b64 = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
  const claims = { iss: 'https://idp.test', aud: 'api', client_id: 'm2m', exp: 4102444800 }
  const input = `${b64({ alg: 'HS256', typ: 'at+jwt' })}.${b64({ ...claims, scope: 'read', ...more })}`
  return `${input}.${createHmac('sha256', SECRET).update(input).digest('base64url')}`
}

describe('token.subject: optional', () => {
  test('a token without `sub` is decided by its scopes; one whose `sub` is not a string is refused', async () => {
    const cwd = tempDir({ 'scopes.yaml': catalog(OPTIONAL) })
    const check = (input: string, ...args: string[]) =>
      scopectl(['check', ...args], { cwd, env, input })
    const [allow, me, forbidden, empty, nothing] = await Promise.all([
      check(machineToken(), '--route', 'GET /items'),
      check(machineToken(), '--route', 'GET /me'),
      check(machineToken(), '--need', 'write', '--expect', '403'),
      check(machineToken({ sub: '' }), '--route', 'GET /items', '--expect', 'no-subject'),
      check(machineToken({ sub: null }), '--route', 'GET /items', '--expect', 'no-subject'),
    ])
    for (const { exit, stderr } of [allow, me, forbidden, empty, nothing]) {
      expect([exit, stderr]).toEqual([0, ''])
    }
    expect(allow.stdout).toContain('none (client_id m2m), by a token that expires in')
  })

  test('left out or `required`, it is refused, with the line to write', async () => {
    for (const subject of ['', ', subject: required']) {
      const cwd = tempDir({ 'scopes.yaml': catalog(subject) })
      const { exit, stdout } = await scopectl(['verify', '-'], { cwd, env, input: machineToken() })
      expect([exit, stdout.split('\n')[0]]).toEqual([3, 'refused no-subject'])
      expect(stdout).toContain('`subject: optional` under token:')
    }
    const cwd = tempDir({ 'scopes.yaml': catalog(', subject: sometimes') })
    expect((await scopectl(['lint'], { cwd })).exit).toBe(2)
  })

  test('its flaw cannot be made: exit 2; `--flaw all` skips it with a note; a suite cannot use it', async () => {
    const tests = 'tests:\n  - as: { user: bob, flaw: no-subject }\n    unauthorized: [GET /me]\n'
    const cwd = tempDir({
      'scopes.yaml': catalog(OPTIONAL),
      'users.yaml': users,
      'scopes.test.yaml': tests,
    })
    const token = (flaw: string) => [
      'token',
      '--user',
      'bob',
      '--flaw',
      flaw,
      '--with-configured-key',
    ]
    const [one, all, suite, fast] = await Promise.all([
      scopectl(token('no-subject'), { cwd, env }),
      scopectl([...token('all'), '--json'], { cwd, env }),
      scopectl(['test'], { cwd, env }),
      scopectl(['test', '--no-tokens'], { cwd, env }),
    ])
    expect([one.exit, one.stdout]).toEqual([2, ''])
    expect(one.stderr).toContain('cannot make a token with the flaw `no-subject`')
    const { exit, tokens, notes } = JSON.parse(all.stdout)
    expect(exit).toBe(0)
    expect(tokens.map((each: { flaw: string }) => each.flaw)).not.toContain('no-subject')
    expect(JSON.stringify(notes)).toContain('`no-subject`')
    expect([suite.exit, fast.exit]).toEqual([2, 2])
  })

  test('it is a fact of the lock, and a change of trust', async () => {
    const cwd = tempDir({
      'scopes.yaml': catalog(''),
      'users.yaml': users,
      'new.yaml': catalog(OPTIONAL),
    })
    await scopectl(['lock'], { cwd })
    const changed = await scopectl(['lock', '--check', '-c', 'new.yaml'], { cwd })
    expect(changed.exit).toBe(5)
    expect(changed.stdout).toMatch(/subject +was -, now optional/)
    const diff = await scopectl(['diff', 'scopes.yaml', 'new.yaml', '--fail-on', 'trust'], { cwd })
    expect([diff.exit, diff.stdout]).toEqual([5, expect.stringContaining('subject')])
  })
})
