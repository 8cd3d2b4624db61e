import { describe, expect, test } from 'vitest'
import { scopectl } from '../support/scopectl.js'
import { CATALOG, expectHidden, SECRET } from '../support/secrets-world.js'
import { tempDir } from '../support/temp-dir.js'

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
