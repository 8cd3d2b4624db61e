import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { scopectlHere } from '../support/in-process.js'
import { tempDir } from '../support/temp-dir.js'

const catalog = (routes: string, token = '') => `
token: { issuer: https://idp.test, audience: api, algorithm: RS256, key: "https://idp.test/jwks", scope_claim: scope, scope_format: string, enforce: implied${token} }
scopes: { read: Read, write: { description: Write, implies: [read] }, admin: Admin }
routes:
${routes}
`
const ROUTES = `  GET /health: public
  GET /users/{id}: read
  POST /users/{user}: write read
  GET /users/me: authenticated
  GET /files/{path*}: { any: [{ scheme: Key }, admin, write] }
  GET /later: undecided
  GET /keyed: { any: [{ scheme: Key }] }
  GET /: public`

async function exported(files: Record<string, string>, ...flags: readonly string[]) {
  const cwd = tempDir(files)
  const done = await scopectlHere(['export', 'aws', 'aws/', ...flags], { cwd })
  return { cwd, ...done }
}

test('export aws writes a route for each decision, with the scopes of which any is enough', async () => {
  const files = { 'scopes.yaml': catalog(ROUTES) }
  const { cwd, exit, stderr, stdout } = await exported(files, '--accept-wider')
  expect(exit, stderr).toBe(0)
  expect(stdout).toContain('start: cd aws && aws cloudformation deploy --stack-name scopectl ')
  expect(stderr).toContain('API Gateway accepts what check refuses:')
  const text = readFileSync(join(cwd, 'aws/template.yaml'), 'utf8')
  const { Resources } = parse(text) as {
    Resources: Record<string, { Type: string; Properties: Record<string, unknown> }>
  }
  const routes = Object.values(Resources)
    .filter(({ Type }) => Type === 'AWS::ApiGatewayV2::Route')
    .map(({ Properties: { RouteKey, AuthorizationType, AuthorizationScopes } }) => [
      RouteKey,
      AuthorizationType,
      AuthorizationScopes,
    ])
  const both = (path: string, ...rest: unknown[]) => [
    [`GET ${path}`, ...rest],
    [`HEAD ${path}`, ...rest],
  ]
  expect(routes).toEqual([
    ...both('/', 'NONE', undefined),
    ...both('/files/{rest+}', 'JWT', ['admin', 'write']),
    ...both('/health', 'NONE', undefined),
    ...both('/users/me', 'JWT', undefined),
    ...both('/users/{p2}', 'JWT', ['read', 'write']),
    // Whoever has write has read too.
    ['POST /users/{p2}', 'JWT', ['write']],
  ])
  expect(Resources['Tokens']?.Properties['JwtConfiguration']).toEqual({
    Issuer: 'https://idp.test',
    Audience: ['api'],
  })
})

test('without --accept-wider, what API Gateway would accept is listed and nothing is written', async () => {
  const { cwd, exit, stderr } = await exported({ 'scopes.yaml': catalog(ROUTES) })
  expect(exit).toBe(2)
  expect(stderr).toContain('error[export-wider]')
  expect(stderr).toContain('tokens without `sub`')
  expect(stderr).toContain('a `client_id` in place of a missing `aud`')
  expect(existsSync(join(cwd, 'aws'))).toBe(false)
})

describe('export aws refuses by name, even with --accept-wider', () => {
  const route = (line: string) => catalog(`  ${line}`)
  const one = (token: string) => catalog('  GET /a: read', token)
  const without = (text: string, with_ = '') => catalog('  GET /a: read').replace(text, with_)
  test.each([
    ['which needs `admin` and `read` together', route('GET /a: read admin')],
    ['a segment with text next to a parameter', route('GET /a/v{x}: read')],
    ['a slash at its end', route('GET /a/: read')],
    [
      'where `GET /{p*}` has the path without a rest',
      route('GET /{p*}: read\n  GET /a/{p*}: write'),
    ],
    ['characters other than letters', route('GET /%C3%A9: read')],
    [
      'no decision where `GET /a/{y}` and `GET /{x}/b`',
      route('GET /a/{y}: read\n  GET /{x}/b: write'),
    ],
    [
      '`GET /a/me` is always denied, since `GET /a/{y}`',
      route('GET /a/{y}: read\n  GET /a/me: undecided'),
    ],
    [
      'CloudFormation reads `{{resolve:` as a reference',
      without('audience: api', 'audience: [api, "{{resolve:ssm:audience}}"]'),
    ],
    [
      'the name `{{resolve:ssm:scope}}`',
      without(
        'read: Read',
        '"{{resolve:ssm:scope}}": Odd, read: { implies: ["{{resolve:ssm:scope}}"] }',
      ).replace('GET /a: read', 'GET /a: "{{resolve:ssm:scope}}"'),
    ],
    ['a required `type`', one(', type: at+jwt')],
    ['the role claim `roles`', one(', role_claim: roles')],
    ['the algorithm `ES256`', without('RS256', 'ES256')],
    ['a scope claim that may be a list', without('scope_format: string,')],
    ['scopes that may be in several claims', without('scope_claim: scope,')],
    ['tokens without an audience', without('audience: api,')],
    ['one issuer with an https URL', without('issuer: https://idp.test,')],
    ['one issuer with an https URL', without('https://idp.test,', 'http://idp.test,')],
  ])('%s', async (says, text) => {
    const { cwd, exit, stderr } = await exported({ 'scopes.yaml': text }, '--accept-wider')
    expect(exit).toBe(2)
    expect(stderr).toContain(says)
    expect(stderr).toMatch(/^ {2}scopes\.yaml:\d+:\d+$/m)
    expect(existsSync(join(cwd, 'aws'))).toBe(false)
  })

  test('more routes than a template may have, of which GET takes two', async () => {
    const lines = Array.from({ length: 246 }, (_, i) => `  GET /r${i}: read`)
    const files = { 'scopes.yaml': catalog(lines.join('\n')) }
    const { cwd, exit, stderr } = await exported(files, '--accept-wider')
    expect(exit).toBe(2)
    expect(stderr).toContain('API Gateway cannot express 492 routes: at most 490')
    expect(existsSync(join(cwd, 'aws'))).toBe(false)
    const fewer = { 'scopes.yaml': catalog(lines.slice(1).join('\n')) }
    expect((await exported(fewer, '--accept-wider')).exit).toBe(0)
  })

  test('a leeway', async () => {
    const files = { 'scopes.yaml': catalog('  GET /a: read') }
    const { exit, stderr } = await exported(files, '--accept-wider', '--leeway', '5s')
    expect(exit).toBe(2)
    expect(stderr).toContain('API Gateway cannot express a leeway')
  })
})
