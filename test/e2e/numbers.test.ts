import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

const SECRET = '0123456789abcdef0123456789abcdef01'
const CATALOG = [
  'token: { issuer: https://idp.test, audience: api, algorithm: HS256, key: env:SECRET, scope_claim: scope }',
  'scopes: { read: Read }',
  'roles: { reader: { default: true, scopes: [read] } }',
  'routes: { GET /items: read }',
].join('\n')
const env = { SECRET }
const world = (users = 'users: { bob: {} }') =>
  tempDir({ 'scopes.yaml': CATALOG, 'users.yaml': users })

/** A token with these members exactly as written. */
function tokenWith(claims: string, header = ''): string {
  const b64 = (text: string) => Buffer.from(text).toString('base64url')
  const input = `${b64(`{"alg":"HS256"${header}}`)}.${b64(`{"iss":"https://idp.test","aud":"api","scope":"read",${claims}}`)}`
  return `${input}.${createHmac('sha256', SECRET).update(input).digest('base64url')}`
}

describe('a token is shown in its original digits', () => {
  const numbers = '"uid":9007199254740993,"list":[1.0,-0,1E2,0.1234567890123456789],"plain":7'
  const input = tokenWith(`"sub":"u","exp":4102444800.50,${numbers}`, ',"x":1.0')

  test('by decode and verify, as text and as JSON', async () => {
    const cwd = world()
    const [text, decoded, verified] = await Promise.all([
      scopectl(['decode'], { cwd, input }),
      scopectl(['decode', '--json'], { cwd, input }),
      scopectl(['verify', '--json'], { cwd, env, input }),
    ])
    expect(text.stdout).toContain('9007199254740993')
    expect(text.stdout).toContain('[1.0,-0,1E2,0.1234567890123456789]')
    for (const { exit, stdout } of [decoded, verified]) {
      expect(exit).toBe(0)
      expect(stdout).toContain(`"exp":4102444800.50,${numbers}}`)
      expect(stdout).toContain('"header":{"alg":"HS256","x":1.0}')
      expect(() => JSON.parse(stdout)).not.toThrow()
    }
    expect(decoded.stdout).toContain('"exp":{"seconds":4102444800.50,')
  })

  test('in the reasons of a refusal, and in warnings', async () => {
    const cwd = world()
    const claims = '"sub":9007199254740993,"exp":4102444800000.000001'
    const { exit, stdout, stderr } = await scopectl(['verify'], {
      cwd,
      env,
      input: tokenWith(claims, ',"typ":1.0'),
    })
    expect(exit).toBe(3)
    expect(stdout).toContain('found the number 9007199254740993')
    expect(stdout).toContain('found the number 1.0')
    expect(stderr).toContain('(4102444800000.000001)')
  })

  test('numbers give the same decisions as before', async () => {
    const cwd = world()
    const check = (claims: string) =>
      scopectl(['check', '--need', 'read'], { cwd, env, input: tokenWith(`"sub":"u",${claims}`) })
    const [long, big, huge] = await Promise.all([
      check('"exp":4102444800.12345678901234567,"iat":1E9'),
      check('"exp":9007199254740993'),
      check('"exp":1e400'),
    ])
    expect([long.exit, big.exit, huge.exit]).toEqual([0, 0, 3])
  })
})

describe('a token is issued with the digits as written, or not at all', () => {
  test.each([
    ['uid:=9007199254740993', 'write it as a string: --claim uid=9007199254740993'],
    ['x:=1.0', 'write 1, or a string: "1.0"'],
    ['x:=-0', 'write it as a string: --claim x=-0'],
    ['x:=1e400', 'write it as a string: --claim x=1e400'],
    ['x:={"a":[0.1234567890123456789]}', 'write it as a string: "0.1234567890123456789"'],
  ])('--claim %s', async (claim, hint) => {
    const { exit, stdout, stderr } = await scopectl(['token', '--user', 'bob', '--claim', claim], {
      cwd: world(),
      env,
    })
    expect([exit, stdout]).toEqual([2, ''])
    expect(stderr).toContain('error[claim-number]')
    expect(stderr).toContain(`hint: ${hint}`)
  })

  test('CTRL: accepted numbers are in the token, digit for digit', async () => {
    const claims = [
      '--claim',
      'a:=[1,-2.5,9007199254740991,1e+21,1e-7]',
      '--claim',
      'b=9007199254740993',
    ]
    const { exit, stdout } = await scopectl(['token', '--user', 'bob', ...claims], {
      cwd: world(),
      env,
    })
    expect(exit).toBe(0)
    const payload = Buffer.from(stdout.split('.')[1] ?? '', 'base64url').toString()
    expect(payload).toContain('"a":[1,-2.5,9007199254740991,1e+21,1e-7],"b":"9007199254740993"')
  })

  test.each(['9007199254740993', '0.1234567890123456789', '1e400', '123456789012345678901'])(
    'a claim or attribute of a user that is %s',
    async (number) => {
      for (const users of [
        `users: { bob: { claims: { uid: ${number} } } }`,
        `users: { bob: { claims: { uid: { deep: [${number}] } } } }`,
      ]) {
        const { exit, stderr } = await scopectl(['token', '--user', 'bob'], {
          cwd: world(users),
          env,
        })
        expect([exit, stderr]).toEqual([2, expect.stringContaining('error[number-too-big]')])
        expect(stderr).toContain(number)
      }
    },
  )
})
