import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

const SECRET = '0123456789abcdef0123456789abcdef01'
const CATALOG = [
  'token: { issuer: https://idp.test, audience: api, algorithm: HS256, key: env:SECRET, scope_claim: scope }',
  'scopes: { read: Read }',
  'roles: { reader: { scopes: [read] } }',
  'routes: { GET /items: read }',
].join('\n')

function tokenWith(more: object): string {
  const b64 = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
  const claims = { iss: 'https://idp.test', aud: 'api', sub: 'u', exp: 4102444800, scope: 'read' }
  const input = `${b64({ alg: 'HS256', typ: 'JWT' })}.${b64({ ...claims, ...more })}`
  return `${input}.${createHmac('sha256', SECRET).update(input).digest('base64url')}`
}

test('verify, check, check --batch, can and decode warn about a token of another kind; the answer does not change', async () => {
  const cwd = tempDir({ 'scopes.yaml': CATALOG })
  const id = tokenWith({ nonce: 'n' })
  const env = {
    SECRET,
    ID: id,
    REFRESH: tokenWith({ typ: 'Refresh' }),
    BOUND: tokenWith({ cnf: { jkt: 'x' } }),
  }
  const batch = JSON.stringify({ as: { token: 'env:ID' }, route: 'GET /items', expect: 'allow' })
  const [verify, quiet, check, can, decode, refresh, bound, json, lines] = await Promise.all([
    scopectl(['verify', '--token', 'env:ID'], { cwd, env }),
    scopectl(['verify', '--token', 'env:ID', '-q'], { cwd, env }),
    scopectl(['check', '--token', 'env:ID', '--route', 'GET /items'], { cwd, env }),
    scopectl(['can', '--token', 'env:ID'], { cwd, env }),
    scopectl(['decode', '--token', 'env:ID'], { cwd, env }),
    scopectl(['check', '--token', 'env:REFRESH', '--need', 'read'], { cwd, env }),
    scopectl(['check', '--token', 'env:BOUND', '--need', 'read'], { cwd, env }),
    scopectl(['check', '--token', 'env:ID', '--need', 'read', '--json'], { cwd, env }),
    scopectl(['check', '--batch', '-', '--json'], { cwd, env, input: batch }),
  ])
  const warning = 'warning: this looks like an ID token (`nonce`), not like an access token'
  for (const { exit, stderr } of [verify, quiet, check, can, decode]) {
    expect([exit, stderr.split(':', 2).join(':')]).toEqual([0, expect.stringMatching(/^warning/)])
    expect(stderr).toContain(warning)
  }
  expect([refresh.exit, refresh.stdout.split('\n')[0]]).toEqual([0, 'allow'])
  expect(refresh.stderr).toContain('this looks like a refresh token (`typ`)')
  expect([bound.exit, bound.stdout.split('\n')[0]]).toEqual([0, 'allow'])
  expect(bound.stderr).toContain('bound to a client key by DPoP (`cnf.jkt`)')
  for (const { exit, stdout } of [json, lines]) {
    expect(exit).toBe(0)
    expect(JSON.parse(stdout).notes).toMatchObject([{ code: 'token-is-id-token' }])
  }
})
