import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

// Messages name the place where a setting is, or where it can be written in this run.

const CATALOG = (token: string, profile: string) => `token: { ${token} }
profiles: { prod: { ${profile} } }
scopes: { read: Read }
routes: { GET /items: read }
`
const PROD = ['verify', '-', '--profile', 'prod']

test.each([
  ['algorithm: HS256', 'key: file:gone.pem', '(profiles.prod.key)'],
  ['algorithm: HS256, key: file:other.pem', 'key: file:gone.pem', '(profiles.prod.key)'],
  // What the profile inherits is written under token:.
  ['algorithm: HS256, key: file:gone.pem', 'issuer: prod', '(token.key)'],
])('token: { %s }, profile: { %s }: the message names %s', async (token, profile, place) => {
  const cwd = tempDir({ 'scopes.yaml': CATALOG(token, profile) })
  const { exit, stderr } = await scopectl(PROD, { cwd, input: signed({ sub: 'a' }) })
  expect([exit, stderr]).toEqual([2, expect.stringContaining(`\`gone.pem\` ${place}`)])
})

test.each([
  [{ sub: 'a', role: 'read' }, '`scope_claim: role` under token: in a catalog\n'],
  [{ sub: 'a' }, 'under token: in a catalog `scope_claim: CLAIM`'],
  [{ sub: 'a', scope: 'x', scp: 'read' }, 'a catalog, under token: `scope_claim: scp`'],
  [{ sub: 'a', scope: 'Read' }, 'hint: have the issuer write `read`\n'],
  [{ scope: 'read' }, '`subject: optional` under token: in a catalog'],
])('--key with a token of %j: %s', async (claims, hint) => {
  const { stdout, stderr } = await ask(claims)
  const said = `${stdout.replace(/\s*\n\s+/g, ' ')}${stderr}`
  expect(said).toContain(hint)
  expect(said).not.toMatch(/\(no catalog\)|(?<!catalog, )under token:(?! in a)|under scopes:/)
})

test('--key and a server that requires an issuer: the hint is a flag', async () => {
  const { exit, stderr } = await ask({ sub: 'a', scope: 'read' }, ['--as-server', 'express'])
  expect([exit, stderr]).toEqual([2, expect.stringContaining('hint: add --issuer ISSUER\n')])
  const both = ['--as-server', 'express', '--issuer', 'any', '--audience', 'any']
  expect((await ask({ sub: 'a', scope: 'read' }, both)).stderr).not.toContain('under token:')
})

const SECRET = '0123456789abcdef0123456789abcdef'

function signed(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const payload = { exp: 4102444800, ...claims }
  const input = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(payload)}`
  return `${input}.${createHmac('sha256', SECRET).update(input).digest('base64url')}`
}

const ask = (claims: object, more: string[] = []) =>
  scopectl(['check', '-', '--key', 'env:KEY', '--algorithm', 'HS256', '--need', 'read', ...more], {
    cwd: tempDir(),
    env: { KEY: SECRET },
    input: signed(claims),
  })
