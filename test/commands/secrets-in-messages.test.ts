import { describe, expect, test } from 'vitest'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

const SECRET = 'hunter2'
const CATALOG = `token: { issuer: https://idp.test, audience: api }
scopes: { read: Read, "token:read": Read tokens }
roles: { editor: { scopes: [read] }, boss: { scopes: [read], when: { level: 8, x: true } } }
routes: { GET /: read }
`
const COMMANDS = [
  'lint',
  'lint --json',
  'lint --format github',
  'can --user alice',
  'can --user alice --json -v',
  'matrix --by user',
  'lock',
]

/** Runs the commands on a file: each finds something wrong, and none shows the secret. */
async function expectHidden(
  files: Readonly<Record<string, string>>,
  secret = SECRET,
  commands: readonly string[] = COMMANDS,
): Promise<string> {
  const cwd = tempDir({ 'scopes.yaml': CATALOG, ...files })
  const said: string[] = []
  for (const line of commands) {
    const { stdout, stderr, exit } = await scopectl(line.split(' '), { cwd })
    expect(exit, `${line}: ${stdout}${stderr}`).toBe(2)
    expect(stdout + stderr, line).not.toContain(secret)
    said.push(stdout + stderr)
  }
  return said.join('')
}

const NAMES = [
  ...[
    'pasword',
    'passwrod',
    'Password',
    'PASSWORD',
    'passwd',
    'pwd',
    'pass',
    'passphrase',
    'passcode',
  ],
  ...[
    'secret',
    'secert',
    'client_secret',
    'client-secret',
    'clientSecret',
    'client.secret',
    'secretKey',
  ],
  ...[
    'api_key',
    'apiKey',
    'apikey',
    'API-KEY',
    'token',
    'accessToken',
    'access_token',
    'refreshToken',
  ],
  ...[
    'private_key',
    'signing_key',
    'credential',
    'credentials',
    'x_password',
    'dbpassword',
    'password2',
  ],
  ...['pаssword', 'bearer', 'authorization', 'pin', 'otp', 'db_pass'],
]

describe.concurrent('a secret under an unknown name', () => {
  test.each(NAMES)('%s', async (name) => {
    await expectHidden({
      'users.yaml': `users:\n  alice: { ${name}: ${SECRET}, roles: [editr] }\n`,
    })
    await expectHidden({
      'users.yaml': `users:\n  alice:\n    roles: [editr]\n    ${name}: ${SECRET} # x\n`,
    })
    const json = JSON.stringify({ users: { alice: { [name]: SECRET, roles: ['editr'] } } })
    await expectHidden({ 'users.json': json })
    const line = JSON.stringify({ user: 'alice', [name]: SECRET, roles: ['editr'] })
    await expectHidden({ 'users.ndjson': `${line}\n` })
    await expectHidden({ 'users.csv': `user,roles,${name}\nalice,editr,${SECRET}\n` })
    await expectHidden({ 'users.csv': `user,roles,x-${name}\nalice,editr,${SECRET}\n` })
  })
})

describe.concurrent('however it is written', () => {
  const users = (entry: string): string => `users:\n  alice:\n    ${entry}\n    roles: [editr]\n`
  test.each<[string, string]>([
    ['double quotes', users(`pasword: "${SECRET}, \\" x"`)],
    ['single quotes', users(`pasword: 'it''s ${SECRET}'`)],
    ['unclosed quotes', users(`pasword: "${SECRET}`)],
    ['a name in quotes', users(`"pasword": ${SECRET}`)],
    ['a name with escapes', users(`"p\\u0061sword": ${SECRET}`)],
    ['a name with other escapes', users(`"p\\x61sword": ${SECRET}`)],
    ['a block', users(`pasword: |\n      ${SECRET}`)],
    ['a block with a tab', users(`pasword: |\n     \t${SECRET}\n    \t${SECRET}: x`)],
    ['a control in a block', users(`pasword: |\n      a\u0001${SECRET}`)],
    ['a line separator in it', users(`pasword: a\u2028${SECRET}`)],
    ['a list', users(`pasword: [${SECRET}]`)],
    ['a list below', users(`pasword:\n    - ${SECRET}`)],
    ['a list further indented', users(`pasword:\n      - ${SECRET}`)],
    ['a map', users(`pasword: { value: ${SECRET} }`)],
    ['a map below', users(`pasword:\n      value: ${SECRET}`)],
    ['a value below', users(`password:\n      ${SECRET}`)],
    ['a tag', users(`password: !${SECRET} x`)],
    ['an alias', users(`password: *${SECRET}`)],
    ['an anchor', users(`password: &${SECRET} x`)],
    ['a comma in braces', `users: { alice: { pasword: a,${SECRET} , roles: [editr] } }\n`],
    ['no colon', `users: { alice: { pasword ${SECRET}, roles: [editr] } }\n`],
    ['no colon in a block', users(`password ${SECRET}`)],
    ['no space after the colon', users(`password:${SECRET}`)],
    ['an equals sign', users(`password=${SECRET}`)],
    ['a question mark', users(`? pasword\n    : ${SECRET}`)],
    ['two colons', users(`pasword: ${SECRET}: x`)],
    ['a comment on the line', users(`pasword: x # ${SECRET}`)],
    ['a second document', `${users(`pasword: ${SECRET}`)}---\na: 1\n`],
    ['the hash of a password', users('x-note: scrypt$hunter2$1$1$aaaa$bbbb\n    rolse: [x]')],
    ['a URL', users(`x-note: [ https://bob:${SECRET}@x.test, {} `)],
  ])('%s', async (_what, text) => {
    await expectHidden({ 'users.yaml': text })
  })

  test.each<[string, string]>([
    ['an escaped name', `{"user":"alice","p\\u0061ssword":"${SECRET}","roles":["editr"]}`],
    ['a line break', `{"user":"alice","pasword":"${SECRET}", roles}`],
    ['an unclosed text', `{"user":"alice","client_secret":"${SECRET}`],
    ['single quotes', `{"user":"alice",'pasword':'${SECRET}'}`],
    ['a list', `{"user":"alice","tokens":["${SECRET}"],"roles":["editr"]}`],
    ['a map', `{"user":"alice","apiKey":{"v":"${SECRET}"},"roles":["editr"]}`],
    ['in claims', `{"user":"alice","claims":{"client_secret":"${SECRET}"},"roles":["editr"]}`],
    ['no name', `{"usr":"alice","pasword":"${SECRET}"}`],
  ])('in NDJSON: %s', async (_what, line) => {
    await expectHidden({ 'users.ndjson': `${line}\n` })
    await expectHidden({
      'users.json': `{"users":{"alice":${line.replace('"user":"alice",', '')}}}`,
    })
    const pretty = line.replaceAll(',"', ',\n"').replaceAll('":', '":\n')
    await expectHidden({ 'users.json': `{"users":{"alice":\n${pretty}\n}}` })
  })

  test.each(['0912345', '912345678901234567890', '0x912345', '9_12345'])(
    'a number such as %s',
    async (number) => {
      const digits = '12345'
      await expectHidden({ 'users.yaml': users(`pin: ${number}`) }, digits)
      await expectHidden({ 'users.yaml': users(`password:\n      ${number}`) }, digits)
      await expectHidden({ 'users.yaml': users(`password: [${number}]`) }, digits)
    },
  )

  test('a number where a password is expected', async () => {
    await expectHidden({ 'users.yaml': users('password: 12345') }, '12345')
    await expectHidden({ 'users.yaml': users('password:\n      12345') }, '12345')
    await expectHidden({ 'users.json': '{"users":{"alice":{"password":\n12345}}}' }, '12345')
    await expectHidden({ 'users.ndjson': '{"user":"alice","password":12345}\n' }, '12345')
  })
})

describe.concurrent('CSV', () => {
  test.each<[string, string]>([
    ['without a header', `alice,editor,${SECRET}\nbob,editor,x\n`],
    ['without one, the secret first', `${SECRET},alice,editor\n`],
    ['without one, in quotes', `"alice","${SECRET}"\n`],
    ['without one, a role with the name of a column', `alice,user,${SECRET}\n`],
    ['without one, an unbalanced quote', `alice,"${SECRET}\n`],
    ['with the columns in another order', `user,password,roles\nalice,editor,${SECRET}\n`],
    ['with user and password swapped', `password,user,roles\nalice,${SECRET},editor\n`],
    ['with an extra column', `user,roles\nalice,editr,${SECRET}\n`],
    ['with a missing column', `user,roles,password,level\nalice,editor,${SECRET}\n`],
    ['with a cell that is split in two', `user,password,roles\nalice,${SECRET},x,editor\n`],
    ['with an unbalanced quote', `user,roles,password\nalice,editor,"${SECRET}\n`],
    ['in plain text', `user,password\nalice,${SECRET}\n`],
    ['of a client', `client,secret,roles\nalice,${SECRET},editr\nci,x,y\n`],
    ['in claims', `user,claims,roles\nalice,"{""pasword"":""${SECRET}""}",editr\n`],
    ['in claims that are not JSON', `user,claims\nalice,"{pasword:${SECRET}}"\n`],
  ])('%s', async (_what, text) => {
    await expectHidden({ 'users.csv': text })
  })

  test('a users file passed as a table', async () => {
    for (const text of [`user,password\nalice,${SECRET}\n`, `alice,${SECRET}\n`]) {
      const commands = ['test --table users.csv', 'test --table users.csv --json']
      await expectHidden({ 'users.csv': text, 'users.yaml': 'users: {}\n' }, SECRET, commands)
    }
  })
})

describe.concurrent('the other files', () => {
  test.each<[string, string]>([
    ['a client secret', `token: { client_secret: ${SECRET}, isuer: x }\n`],
    ['a key in a profile', `profiles:\n  p:\n    kye: 1\n    signing_key: ${SECRET}\n`],
    [
      'a key over lines',
      `token:\n  key: -----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBg${SECRET}AQEFAASCBKcwggSjAgEAAoIBAQ\n`,
    ],
    [
      'a key in a block',
      `token:\n  isuer: x\n  key: |\n    -----BEGIN X-----\n    a\u0007${SECRET}\n`,
    ],
  ])('the catalog: %s', async (_what, text) => {
    await expectHidden({
      'scopes.yaml': `${text}scopes: { read: Read }\nroutes: { GET /: read }\n`,
    })
  })

  test('a suite', async () => {
    const text = `users:\n  alice: { pasword: ${SECRET}, roles: [editr] }\ntests:\n  - as: { user: alice, token: ${SECRET} }\n    allw: [GET /]\n`
    await expectHidden({ 'scopes.test.yaml': text }, SECRET, ['test', 'test --json'])
    const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJlLXNpZ25hdHVyZQ'
    const given = `tests:\n  - { as: [{ token: ${jwt} }, { role: editr }], allow: [GET /] }\n`
    await expectHidden({ 'scopes.test.yaml': given }, jwt.slice(0, 30), ['test', 'test --json'])
  })

  test('an OpenAPI document', async () => {
    const text = `openapi: 3.0.3\ninfo: { title: x }\nx: { client_secret: ${SECRET}, a: b: c }\n`
    await expectHidden({ 'api.yaml': text }, SECRET, ['import openapi api.yaml'])
    const json = `{ "openapi": "3.0.3", "api_key": "${SECRET}", x }`
    await expectHidden({ 'api.json': json }, SECRET, ['import openapi api.json'])
  })
})

describe.concurrent('what is not a secret is shown', () => {
  test.each<[string, string, string]>([
    ['a scope about tokens', 'users: { alice: { scopes: ["token:reed"] } }', 'unknown-scope'],
    [
      'a role with the name of a secret',
      'users: { alice: { roles: [secretary] } }',
      'unknown-role',
    ],
  ])('%s', async (_what, text, code) => {
    const cwd = tempDir({ 'scopes.yaml': CATALOG, 'users.yaml': text })
    const { stderr } = await scopectl(['can', '--user', 'alice'], { cwd })
    expect(stderr).toContain(code)
    expect(stderr).toMatch(/`token:reed`|`secretary`/)
    expect(stderr).not.toContain('*')
  })

  test('roles, scopes and routes with names like secrets', async () => {
    const catalog = `token:
  issuer: https://idp.test
  algorithm: HS25
scopes:
  secret:
    description: x
    implies: [raed]
  tokens: { description: All, implies: [raed] }
  read: Read
roles:
  keys:
    scopes: [raed]
routes:
  POST /password: raed
  "GET /token": { any: [raed] }
`
    const cwd = tempDir({ 'scopes.yaml': catalog })
    const { stderr } = await scopectl(['lock'], { cwd })
    expect(stderr.match(/`raed`/g)).toHaveLength(5)
    expect(stderr).toContain('`HS25`')
    expect(stderr).not.toContain('***')
  })
})
