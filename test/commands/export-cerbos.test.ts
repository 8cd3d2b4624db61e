import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { makeKey } from '../../src/io/make-key.js'
import { scopectlHere } from '../support/in-process.js'
import { tempDir } from '../support/temp-dir.js'

const catalog = (token: string) => `
token: { issuer: https://idp.test, audience: api, enforce: implied, ${token} }
scopes: { read: Read, write: { description: Write, implies: [read] } }
roles: { reader: { scopes: [read] } }
routes: { GET /a: read, GET /b: { any: [read, { all: [write, { other: Owner }] }] }, GET /k: { any: [{ scheme: Key }] }, GET /p: public }
`
const exported = (cwd: string, ...more: readonly string[]) =>
  scopectlHere(['export', 'cerbos', 'out', ...more], { cwd })
const textIn = (cwd: string, name: string) => readFileSync(join(cwd, 'out', name), 'utf8')

test('export cerbos writes a rule for each action, and which scopes each requirement takes', async () => {
  const cwd = tempDir({ 'scopes.yaml': catalog('algorithm: ES256') })
  const done = await exported(cwd, '--leeway', '30s')
  expect(done.exit, done.stderr).toBe(0)
  expect(done.stdout).toContain('start: cd out && cerbos server --config=.cerbos.yaml\n')
  expect(readdirSync(join(cwd, 'out')).sort()).toEqual([
    ...['.cerbos.yaml', 'README.md', 'catalog.yaml', 'catalog_test.yaml', 'held.yaml'],
    ...['policy.yaml', 'request.yaml', 'token.yaml'],
  ])
  const { rules } = parse(textIn(cwd, 'policy.yaml')).resourcePolicy
  expect(rules.every((rule: { effect: string }) => rule.effect === 'EFFECT_ALLOW')).toBe(true)
  // Public, authenticated and scopes.
  expect(
    rules.filter(({ actions }: { actions: string[] }) => actions[0] === 'access'),
  ).toHaveLength(3)
  const { definitions } = parse(textIn(cwd, 'catalog.yaml')).exportConstants
  expect(definitions.routes.GET['k/%/%/%'][0]).toMatchObject({ other_ways: ['scheme Key'] })
  expect(Object.values(definitions.any_of)).toEqual([[], [['read']], [['read']]])
  expect(definitions.given_by).toEqual({ read: ['read', 'write'] })
  expect(definitions).toMatchObject({ leeway: 30, kid_required: true, any_kid: true })
  const { auxData, telemetry } = parse(textIn(cwd, '.cerbos.yaml'))
  expect(telemetry).toEqual({ disabled: true })
  expect(auxData.jwt.keySets).toEqual([
    {
      id: 'catalog',
      remote: { url: 'http://127.0.0.1:8000/.well-known/jwks.json' },
      insecure: { optionalAlg: true },
    },
  ])
})

test('copied keys are public, and a single one may go without a name', async () => {
  const { jwk } = await makeKey('RS256')
  const cwd = tempDir({
    'scopes.yaml': catalog('algorithm: RS256, key: file:key.json'),
    'key.json': JSON.stringify(jwk),
  })
  expect(await exported(cwd)).toMatchObject({ exit: 0 })
  const { kty, kid, n, e } = jwk
  const { keys } = JSON.parse(textIn(cwd, 'keys.jwks'))
  expect(keys).toEqual([{ kty, alg: 'RS256', use: 'sig', kid, n, e }])
  const [keySet] = parse(textIn(cwd, '.cerbos.yaml')).auxData.jwt.keySets
  expect(keySet).toMatchObject({ local: { file: 'keys.jwks' }, insecure: { optionalKid: true } })
  const { definitions } = parse(textIn(cwd, 'catalog.yaml')).exportConstants
  expect(definitions).toMatchObject({ kids: [kid], any_kid: false, kid_required: false })
  expect(await exported(cwd), 'its own files are replaced').toMatchObject({ exit: 0 })
})

test('a secret and a claim that is an item of a list are refused, with their place', async () => {
  for (const [token, name] of [
    ['algorithm: HS256, key: env:KEY', 'HS256'],
    ['algorithm: ES256, scope_claim: /scopes/0', '`/scopes/0`'],
  ]) {
    const cwd = tempDir({ 'scopes.yaml': catalog(token ?? '') })
    const done = await exported(cwd)
    expect(done.exit).toBe(2)
    expect(done.stderr).toContain(name)
    expect(done.stderr).toMatch(/scopes\.yaml:2:\d+[\s\S]*\^/)
    expect(readdirSync(cwd).sort()).toEqual(['.git', 'scopes.yaml'])
  }
})

test('--tests adds the tests of a suite, by their scopes', async () => {
  const cwd = tempDir({
    'scopes.yaml': catalog('algorithm: ES256'),
    'users.yaml': 'users: { ann: { roles: [reader] } }\n',
    'scopes.test.yaml': 'tests: [{ as: { user: ann }, allow: [GET /a], deny: [GET /k] }]\n',
  })
  expect(await exported(cwd, '--tests', 'scopes.test.yaml')).toMatchObject({ exit: 0 })
  const { tests, auxData } = parse(textIn(cwd, 'catalog_test.yaml'))
  const own = tests.filter(({ name }: { name: string }) => name.includes('scopes.test'))
  const asked = { principals: ['caller'], auxData: 'caller 3' }
  const of = (resource: string, actions: object) => [
    { principal: 'caller', resources: [resource], actions },
  ]
  const allowed = { access: 'EFFECT_ALLOW', decide: 'EFFECT_ALLOW', authenticate: 'EFFECT_ALLOW' }
  expect(own).toEqual([
    {
      name: '3: scopes.test.yaml: user ann',
      input: {
        ...asked,
        resources: ['GET /a with a token'],
        actions: ['access', 'decide', 'authenticate'],
      },
      expected: of('GET /a with a token', allowed),
    },
    {
      name: '3: denied to scopes.test.yaml: user ann',
      input: { ...asked, resources: ['GET /k with a token'], actions: ['access'] },
      expected: of('GET /k with a token', { access: 'EFFECT_DENY' }),
    },
  ])
  expect(auxData['caller 3'].jwt).toMatchObject({ scope: 'read', sub: 'someone', aud: ['api'] })
})
