import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { scopectlHere } from '../support/in-process.js'
import { tempDir } from '../support/temp-dir.js'

const catalog = (routes: string, token = '') => `
token: { issuer: [https://a.test, https://b.test], audience: api, algorithm: ES256, key: "https://idp.test/jwks", scope_claim: scope, enforce: implied${token} }
scopes: { read: Read, write: { description: Write, implies: [read] }, admin: Admin, owner: Owner }
routes:
${routes}
`

async function exported(text: string, ...flags: readonly string[]) {
  const cwd = tempDir({ 'scopes.yaml': text })
  const done = await scopectlHere(['export', 'oathkeeper', 'ok/', ...flags], { cwd })
  return { cwd, ...done }
}

const ROUTES = `  GET /health: public
  GET /users/{id}: write admin
  GET /users/me: authenticated
  PUT /a/{x}: admin
  PUT /{x}/b: admin
  GET /later: undecided
  GET /keyed: { any: [{ scheme: Key }] }
  GET /both: { any: [{ scheme: Key }, write] }`

test('export oathkeeper writes a rule for each route, of which at most one matches a path', async () => {
  const { cwd, exit, stdout, stderr } = await exported(catalog(ROUTES), '--accept-wider')
  expect(exit, stderr).toBe(0)
  expect(stdout).toContain('start: cd ok && oathkeeper serve --config oathkeeper.yaml\n')
  expect(stderr).toContain('tokens without `exp`')
  const rules = parse(readFileSync(join(cwd, 'ok/rules.yaml'), 'utf8')) as {
    id: string
    match: { methods: string[]; url: string }
    authenticators: { handler: string; config?: { required_scope: string[] } }[]
    authorizer: { handler: string }
  }[]
  const shown = rules.map(({ id, authenticators: [first], authorizer }) => [
    id,
    first?.handler,
    first?.config?.required_scope?.join(' '),
    authorizer.handler,
  ])
  expect(shown).toEqual([
    ['GET /both', 'jwt', 'write', 'allow'],
    ['GET /health', 'noop', undefined, 'allow'],
    ['GET /keyed', 'noop', undefined, 'deny'],
    ['GET /later', 'noop', undefined, 'deny'],
    ['GET /users/me', 'jwt', undefined, 'allow'],
    ['GET /users/{id}', 'jwt', 'admin write', 'allow'],
    ['PUT /a/{x}', 'jwt', 'admin', 'allow'],
    ['PUT /{x}/b', 'jwt', 'admin', 'allow'],
  ])
  const matching = (method: string, path: string) =>
    rules
      .filter(({ match }) => match.methods.includes(method) && pathOf(match.url).test(path))
      .map(({ id }) => id)
  expect(matching('GET', '/users/me')).toEqual(['GET /users/me'])
  expect(matching('HEAD', '/users/7')).toEqual(['GET /users/{id}'])
  expect(matching('PUT', '/a/b')).toEqual(['PUT /a/{x}'])
  expect(matching('PUT', '/c/b')).toEqual(['PUT /{x}/b'])
  for (const path of ['/users/4;x', '/users/4%2', '/users/', '/users/me\n', '/users/4\n'])
    expect(matching('GET', path), path).toEqual([])
  const config = parse(readFileSync(join(cwd, 'ok/oathkeeper.yaml'), 'utf8'))
  expect(config.authenticators.jwt.config).toEqual({
    jwks_urls: ['https://idp.test/jwks'],
    allowed_algorithms: ['ES256'],
    scope_strategy: 'exact',
    trusted_issuers: ['https://a.test', 'https://b.test'],
    target_audience: ['api'],
  })
})

/** The expression of the path, as JavaScript. */
const pathOf = (url: string): RegExp => {
  const source = /^<https\?>:\/\/<\[\^\/\]\*><(.*)>$/s.exec(url)?.[1] ?? '(?!)'
  return new RegExp(`^${source.replaceAll('\\z', '(?![^])')}`, 'u')
}

describe('export oathkeeper refuses by name, even with --accept-wider', () => {
  const route = (line: string) => catalog(`  ${line}`)
  const one = (token: string) => catalog('  GET /a: admin', token)
  const instead = (text: string, other = '') => catalog('  GET /a: admin').replace(text, other)
  test.each([
    ['one of these is enough: `read` and `write`', route('GET /a: read')],
    ['one of these is enough: `admin` and `owner`', route('GET /a: { any: [admin, owner] }')],
    ['one of these is enough: `read admin` and `write admin`', route('GET /a: read admin')],
    ['a slash at its end', route('GET /a/: admin')],
    ['where `GET /a` has the path without', route('GET /a: public\n  GET /a/{p*}: admin')],
    ['a required `type`', one(', type: at+jwt')],
    ['the role claim `roles`', one(', role_claim: roles')],
    ['one of several', instead('audience: api', 'audience: [api, b]')],
    ['tokens of any issuer', instead('issuer: [https://a.test, https://b.test],')],
    ['scopes that may be in several claims', instead('scope_claim: scope,')],
    ['the algorithm `EdDSA`', instead('ES256', 'EdDSA')],
  ])('%s', async (says, text) => {
    const { cwd, exit, stderr } = await exported(text, '--accept-wider')
    expect(exit).toBe(2)
    expect(stderr).toContain(says)
    expect(stderr).toMatch(/^ {2}scopes\.yaml:\d+:\d+$/m)
    expect(existsSync(join(cwd, 'ok'))).toBe(false)
  })
})
