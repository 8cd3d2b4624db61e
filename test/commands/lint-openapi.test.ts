import { describe, expect, test } from 'vitest'
import { GATEWAY_RULES } from '../../src/core/lint/rules/index.js'
import { scopectlHere } from '../support/in-process.js'
import { sarifErrors } from '../support/sarif-schema.js'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

// `lint --openapi`: where API Gateway lets more in than an OpenAPI document says.

const JWT = { type: 'oauth2', flows: {}, 'x-amazon-apigateway-authorizer': { type: 'jwt' } }
const LAMBDA = { type: 'apiKey', 'x-amazon-apigateway-authorizer': { type: 'request' } }
const IAM = { type: 'apiKey', 'x-amazon-apigateway-authtype': 'awsSigv4' }
const KEY = { type: 'apiKey', in: 'header', name: 'X-API-Key' }
const PLAIN = { type: 'oauth2', flows: {} }
const securitySchemes = { jwt: JWT, lambda: LAMBDA, iam: IAM, key: KEY, plain: PLAIN }
const document = (paths: unknown, more: Record<string, unknown> = {}): string =>
  JSON.stringify({ openapi: '3.0.1', paths, components: { securitySchemes }, ...more }, null, 2)
const secured = (...security: unknown[]): string => document({ '/a': { get: { security } } })

/** `rule name` of each finding. */
async function found(text: string, ...flags: string[]): Promise<string[]> {
  const cwd = tempDir({ 'api.json': text })
  const line = ['lint', '--openapi', 'api.json', '--json', ...flags]
  const { stdout } = await scopectlHere(line, { cwd })
  const { problem, findings } = JSON.parse(stdout)
  if (findings === undefined) return [problem.code]
  return findings.map(({ rule, name }: Record<string, string>) => `${rule} ${name}`)
}

describe.each(GATEWAY_RULES.map((rule) => [rule.code, rule] as const))('%s', (code, rule) => {
  const findings = async (text: string) => {
    const cwd = tempDir({ 'openapi.yaml': text })
    const { stdout } = await scopectlHere(['lint', '--openapi', 'openapi.yaml', '--json'], { cwd })
    return JSON.parse(stdout).findings as { rule: string; line: number; column: number }[]
  }
  test('is found in its bad example, at a line, and nothing in its good one', async () => {
    const bad = await findings(rule.example.bad.document)
    expect(bad.map((each) => each.rule)).toContain(code)
    for (const { line, column } of bad) expect([line > 2, column > 0]).toEqual([true, true])
    expect(await findings(rule.example.good.document)).toEqual([])
  })
  test('its explanation fits a terminal', () => {
    for (const line of rule.why) expect(line.length, line).toBeLessThanOrEqual(100)
  })
})

describe('several scopes in one list', () => {
  test.each([
    ['one scope', [{ jwt: ['a'] }], []],
    ['the same scope twice', [{ jwt: ['a', 'a'] }], []],
    ['two scopes', [{ jwt: ['a', 'b'] }], ['gateway-all-of-scopes GET /a']],
    [
      'in the second alternative',
      [{ jwt: ['c'] }, { jwt: ['a', 'b'] }],
      ['gateway-all-of-scopes GET /a'],
    ],
    ['beside an API key', [{ jwt: ['a', 'b'], key: [] }], ['gateway-all-of-scopes GET /a']],
    ['which a Lambda function reads', [{ lambda: ['a', 'b'] }], []],
    [
      'beside no token at all, which is public',
      [{ jwt: ['a', 'b'] }, {}, { jwt: ['c'] }],
      ['lint-no-security'],
    ],
  ])('%s', async (_, security, expected) => {
    expect(await found(secured(...security))).toEqual(expected)
  })

  test('of one scheme without an authorizer are reported with it', async () => {
    expect(await found(secured({ plain: ['a', 'b'] }))).toEqual([
      'gateway-all-of-scopes GET /a',
      'gateway-without-authorizer plain',
    ])
  })
  test('are meant as any of them with --any-of, and other findings are reported as without it', async () => {
    expect(await found(secured({ jwt: ['a', 'b'] }), '--any-of')).toEqual([])
    expect(await found(secured({ jwt: ['a', 'b'], iam: [] }), '--any-of')).toEqual([
      'gateway-several-authorizers GET /a',
    ])
  })
})

describe('several authorizers', () => {
  test.each([
    ['all of them', [{ jwt: ['a'], lambda: [] }], 1],
    ['any of them', [{ jwt: ['a'] }, { iam: [] }], 1],
    ['one and an API key', [{ jwt: ['a'], key: [] }], 0],
    ['one with different scopes', [{ jwt: ['a'] }, { jwt: ['b'] }], 0],
  ])('%s', async (_, security, count) => {
    expect(await found(secured(...security))).toHaveLength(count)
  })
})

test('operations that rely on the security of the document are open, and those with their own are not', async () => {
  const own = { security: [{ jwt: ['a'] }] }
  const paths = { '/a': { get: {}, post: own, put: { security: [] } } }
  expect(await found(document(paths, { security: [{ jwt: ['a', 'b'] }] }))).toEqual([
    'gateway-inherited-security GET /a',
    'gateway-all-of-scopes security',
  ])
  expect(await found(document(paths, { security: [{}] }))).toEqual([])
})

test('an operation for every method is reported once, and those behind references at their path', async () => {
  const both = { security: [{ jwt: ['a', 'b'] }] }
  const paths = {
    '/a': { 'x-amazon-apigateway-any-method': both },
    '/b': { $ref: '#/x-items/b' },
    '/c?x=1': { get: both },
    '/c?x=2': { get: both },
  }
  const text = document(paths, { 'x-items': { b: { get: both } } })
  expect(await found(text)).toEqual(
    ['ANY /a', 'GET /b', 'GET /c?…', 'GET /c?…'].map((name) => `gateway-all-of-scopes ${name}`),
  )
})

describe('what cannot be checked is never clean', () => {
  const own = { security: [{ jwt: ['a'] }] }
  test.each([
    [
      'a document for something else',
      document({ '/a': { get: own } }, { components: {} }),
      'lint-no-gateway',
    ],
    ['one without security', document({ '/a': { get: {} } }), 'lint-no-security'],
    ['one without operations', document({}), 'openapi-no-operation'],
  ])('%s', async (_, text, code) => {
    expect(await found(text)).toEqual([code])
  })

  test.each([
    [
      'an operation behind a broken reference',
      { '/b': { get: { $ref: '#/nowhere' } } },
      'openapi-unresolved',
    ],
    ['an operation that is a list', { '/b': { get: [] } }, 'lint-unread-operation'],
    [
      'security that is a map',
      { '/b': { get: { security: { jwt: ['a', 'b'] } } } },
      'lint-unread-operation',
    ],
    ['an unknown method', { '/b': { gte: own } }, 'openapi-unknown-method'],
    ['a path that is a text', { '/b': 'x' }, 'openapi-bad-item'],
  ])('%s', async (_, paths, code) => {
    const cwd = tempDir({ 'api.json': document({ '/a': { get: own }, ...paths }) })
    const { exit, stdout, stderr } = await scopectlHere(['lint', '--openapi', 'api.json'], { cwd })
    expect([exit, stderr]).toEqual([2, ''])
    expect(stdout).toContain(`api.json  error  invalid/${code}`)
  })
})

describe('the built program', () => {
  const cwd = tempDir({
    'bad.json': secured({ jwt: ['a', 'b'] }),
    'warns.json': secured({ plain: ['a'] }).replace(
      '"paths"',
      '"x-amazon-apigateway-policy": 1, "paths"',
    ),
    'good.json': secured({ jwt: ['a'] }),
  })
  const run = (...flags: string[]) => scopectl(['lint', ...flags], { cwd })

  test('exits with 0, 5 and 2, and says what it checked', async () => {
    const good = await run('--openapi', 'good.json', '--deny-warnings')
    expect(good).toMatchObject({
      exit: 0,
      stdout: '',
      stderr: 'note: no findings by 4 rules in 1 operation\n',
    })
    expect((await run('--openapi', 'bad.json')).exit).toBe(5)
    expect((await run('--openapi', 'warns.json')).exit).toBe(0)
    expect((await run('--openapi', 'warns.json', '--deny-warnings')).exit).toBe(5)
    expect((await run('--openapi', 'none.json')).exit).toBe(2)
  })

  test('reads stdin', async () => {
    const input = secured({ jwt: ['a', 'b'] })
    const { exit, stdout } = await scopectl(['lint', '--openapi', '-'], { cwd, input })
    expect(exit).toBe(5)
    expect(stdout).toMatch(/^stdin:8:13 {2}error {2}gateway-all-of-scopes/)
  })

  test('writes valid SARIF, and annotations', async () => {
    const log = (await run('--openapi', 'bad.json', '--format', 'sarif')).stdout
    expect(sarifErrors(log)).toEqual([])
    const [result] = JSON.parse(log).runs[0].results
    expect(result).toMatchObject({ ruleId: 'gateway-all-of-scopes', level: 'error' })
    const { stdout } = await run('--openapi', 'bad.json', '--format', 'github')
    expect(stdout).toMatch(
      /^::error file=bad\.json,line=8,col=13,title=scopectl gateway-all-of-scopes::/,
    )
  })

  test.each([
    ['--path', '/a'],
    ['--role', 'r'],
    ['-c', 'scopes.yaml'],
    ['--users-file', 'users.yaml'],
    ['--profile', 'p'],
    ['--explain', 'gateway-all-of-scopes'],
  ])('refuses %s beside it', async (...flags) => {
    const { exit, stderr } = await run('--openapi', 'bad.json', ...flags)
    expect([exit, stderr]).toEqual([2, expect.stringContaining('conflicting-flags')])
  })

  test('refuses --any-of without it', async () => {
    expect((await run('--any-of')).stderr).toContain('flag-needs')
  })
})

test('an ignore of such a rule in a catalog is unknown: it would hide nothing', async () => {
  const ignore = '{ rule: gateway-all-of-scopes, name: GET /a, reason: x }'
  const cwd = tempDir({ 'scopes.yaml': `lint: { ignore: [${ignore}] }\nscopes: { a: A }\n` })
  expect((await scopectlHere(['lint'], { cwd })).stdout).toContain('unknown rule')
})

test('an import of a document for API Gateway says that it takes any scope of a list', async () => {
  const cwd = tempDir({ 'api.json': secured({ jwt: ['a', 'b'] }) })
  const run = (...flags: string[]) =>
    scopectlHere(['import', 'openapi', 'api.json', ...flags], { cwd })
  const all = await run()
  expect(all.stdout).toContain('GET /a: a b')
  expect(all.stderr).toContain(
    'API Gateway, which the document is for, takes any one of them: `GET /a`',
  )
  expect(all.stderr).toContain('--any-of')
  expect((await run('--any-of')).stderr).not.toContain('API Gateway')
})
