import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { scopectlHere } from '../support/in-process.js'
import { tempDir } from '../support/temp-dir.js'

const catalog = (token: string, routes: string) => `
token: { issuer: https://idp.test, audience: api, ${token} }
scopes: { read: Read, write: { description: Write, implies: [read] } }
roles: { reader: { scopes: [read] } }
routes: { ${routes} }
`
const ROUTES = [
  ...['GET /a: read', '"GET /{x}": read write', 'GET /health: public', 'PUT /a: undecided'],
  'GET /k: { any: [{ scheme: Key }] }',
  'POST /a: { any: [write, { all: [read, { other: "the owner" }] }] }',
]

const exported = (cwd: string, ...more: readonly string[]) =>
  scopectlHere(['export', 'cedar', 'out', ...more], { cwd })
const textOf = (cwd: string, name: string) => readFileSync(join(cwd, 'out', name), 'utf8')
const textsIn = (cwd: string) => readdirSync(join(cwd, 'out')).map((name) => textOf(cwd, name))

/** The policies by id, without the conditions that each has for the token. */
function policiesIn(cwd: string): Record<string, string> {
  const found = textOf(cwd, 'policies.cedar').matchAll(/@id\("(.*)"\)\n([^;]*);/g)
  return Object.fromEntries([...found].map(([, id = '', text = '']) => [id, text]))
}

describe('export cedar', () => {
  test('writes the same bytes for the same rules, whatever their order, and replaces them', async () => {
    const one = tempDir({ 'scopes.yaml': catalog('algorithm: ES256', ROUTES.join(', ')) })
    const other = tempDir({
      'scopes.yaml': catalog('algorithm: ES256', [...ROUTES].reverse().join(', ')),
    })
    const done = await exported(one)
    expect(done.exit, done.stderr).toBe(0)
    expect(done.stdout).toContain('cedar run-tests --policies policies.cedar')
    expect(done.stderr).toContain('1 route is undecided, and always denied: `PUT /a`')
    await exported(other)
    expect(textsIn(other)).toEqual(textsIn(one))
    expect(readdirSync(join(one, 'out'))).toEqual([
      ...['README.md', 'gateway.json', 'policies.cedar', 'schema.cedarschema', 'tests.json'],
    ])
    expect((await exported(one, '--leeway', '30s')).exit).toBe(0)
    expect(textOf(one, 'policies.cedar')).toContain('context.now - 30 < context.token.exp')
  })

  test('writes each requirement out, and permits no other way in', async () => {
    const cwd = tempDir({
      'scopes.yaml': catalog('algorithm: ES256, enforce: implied', ROUTES.join(', ')),
    })
    await exported(cwd)
    const policies = policiesIn(cwd)
    expect(Object.keys(policies)).toEqual([
      ...['needs read', 'needs public', 'needs read write'],
      ...['needs write | [read + other \\"the owner\\"]', 'accept token'],
    ])
    expect(policies['needs read']).toContain('context.token.scope.containsAny(["read", "write"])')
    expect(policies['needs read write']).toContain(
      '(context.token.scope.contains("write") && context.token.scope.containsAny(["read", "write"]))\n}',
    )
    expect(policies['needs public']).not.toContain('when')
    const permitted = Object.values(policies).join('\n')
    const schema = textOf(cwd, 'schema.cedarschema')
    const groups = [...schema.matchAll(/action\n([^;]*?)\nin \["(.*)"\] appliesTo/g)]
    expect(Object.fromEntries(groups.map(([, names, group]) => [group, names]))).toEqual({
      'needs read': '  "GET /a"',
      'needs public': '  "GET /health"',
      'needs read write': '  "GET /{x}"',
      'needs [scheme Key]': '  "GET /k"',
      'needs undecided': '  "PUT /a"',
      'needs write | [read + other \\"the owner\\"]': '  "POST /a"',
    })
    expect(permitted.match(/action (?:in|==) Action::"[^\n]*",/g)).toEqual(
      Object.keys(policies).map(
        (id) => `action ${id === 'accept token' ? '==' : 'in'} Action::"${id}",`,
      ),
    )
    const text = textOf(cwd, 'policies.cedar')
    expect(text).toContain('// Another way in, which no token satisfies: scheme Key.\n')
    expect(text).toContain(
      '// Another way in, which no token satisfies: read + other \\"the owner\\".\n',
    )
    expect(text).toContain('// Undecided, so nothing permits them:\n//   PUT /a\n')
    const { routes } = JSON.parse(textOf(cwd, 'gateway.json'))
    expect(routes.at(-1)).toEqual({ undecided: ['PUT /a'], methods: ['PUT'], path: '/a' })
  })

  test('a permit for anybody but those of public routes has every check of the token', async () => {
    const cwd = tempDir({ 'scopes.yaml': catalog('algorithm: ES256', ROUTES.join(', ')) })
    await exported(cwd)
    const { 'needs public': _, ...checked } = policiesIn(cwd)
    expect(Object.keys(checked)).toHaveLength(4)
    for (const text of Object.values(checked)) {
      expect(text).toContain(`when {
  context has token &&
  context.token has exp && context.now < context.token.exp &&
  (if context.token has nbf then context.token.nbf <= context.now else true) &&
  (if context.token has iat then context.token.iat <= context.now else true) &&
  context.token has iss && context.token.iss == "https://idp.test" &&
  context.token has aud && context.token.aud.contains("api") &&
  context.token has sub && context.token.sub != ""
}`)
    }
  })

  test('of several scopes that nothing implies, all are compared at once', async () => {
    const cwd = tempDir({ 'scopes.yaml': catalog('algorithm: ES256', ROUTES.join(', ')) })
    await exported(cwd)
    expect(policiesIn(cwd)['needs read write']).toContain(
      'when {\n  context.token.scope.containsAll(["read", "write"])\n}',
    )
  })

  test('no name ends a string or a line', async () => {
    const evil = '"x\\"\\n};permit(principal,action,resource);//\\u202e\\u2028\\r\\u0085"'
    const routes = `GET /a: { any: [read, { other: ${evil} }] }, GET /b: { any: [{ scheme: ${evil} }] }`
    const cwd = tempDir({
      'scopes.yaml': catalog(`algorithm: ES256, role_claim: ${evil}`, routes)
        .replace('https://idp.test', evil)
        .replace('reader:', `${evil}:`),
    })
    const done = await exported(cwd)
    if (done.exit !== 0) throw new Error(done.stderr)
    const text = textOf(cwd, 'policies.cedar')
    expect(text).toContain('"x\\"\\u{a}};permit(principal,action,resource);//\\u{202e}')
    for (const each of textsIn(cwd)) expect(each).toMatch(/^[\x20-\x7e\n]*$/)
    expect(text.split('\n').filter((line) => line.startsWith('permit'))).toHaveLength(2)
    expect(text).not.toMatch(/^[^"/]*permit\(principal/m)
  })

  test('--tests adds the tests of a suite', async () => {
    const cwd = tempDir({
      'scopes.yaml': catalog('algorithm: ES256', ROUTES.join(', ')),
      'scopes.test.yaml':
        'tests: [{ as: { role: reader }, allow: [GET /a], deny: ["GET /{x}"] }]\n',
    })
    const done = await exported(cwd, '--tests', 'scopes.test.yaml')
    expect(done.exit, done.stderr).toBe(0)
    const tests = JSON.parse(textOf(cwd, 'tests.json')) as { name: string; decision: string }[]
    expect(tests.slice(-2).map(({ name, decision }) => [name, decision])).toEqual([
      ['scopes.test.yaml: role reader: GET /a', 'allow'],
      ['scopes.test.yaml: role reader: GET /{x}', 'deny'],
    ])
  })

  test('refuses a secret, and writes nothing', async () => {
    const cwd = tempDir({
      'scopes.yaml': catalog('algorithm: HS256, key: env:KEY', ROUTES.join(', ')),
    })
    const done = await exported(cwd)
    expect(done.exit).toBe(2)
    expect(done.stderr).toContain('Cedar would need the secret of HS256')
    expect(readdirSync(cwd).sort()).toEqual(['.git', 'scopes.yaml'])
  })
})
