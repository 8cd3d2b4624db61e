import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { scopectlHere } from '../support/in-process.js'
import { tempDir } from '../support/temp-dir.js'

const catalog = (routes: string, token = '') => `
token: { issuer: https://idp.test, audience: api, algorithm: ES256, key: "https://idp.test/jwks", scope_claim: scope, enforce: implied${token} }
scopes: { read: Read, write: { description: Write, implies: [read] }, 'a*': { description: Any, exact: true }, admin: Admin }
routes:
${routes}
`

async function exported(text: string, ...flags: readonly string[]) {
  const cwd = tempDir({ 'scopes.yaml': text })
  const done = await scopectlHere(['export', 'istio', 'istio/', ...flags], { cwd })
  return { cwd, ...done }
}

interface Condition {
  readonly key: string
  readonly values: readonly string[]
}
interface Rule {
  readonly to: readonly { readonly operation: object }[]
  readonly when: readonly Condition[]
}

const NOTE = 'experimental.envoy.filters.http.lua[scopectl]'

test('export istio denies everything first, and each rule requires the filter', async () => {
  const routes = `  GET /health: public
  GET /users/{id}: { any: [read admin, { scheme: Key }] }
  GET /users/me: authenticated
  HEAD /users/me: admin
  PUT /a/{x}: write
  PUT /{x}/b: read
  GET /files/{p*}: admin
  GET /later: undecided`
  const { cwd, exit, stderr, stdout } = await exported(catalog(routes))
  expect(exit, stderr).toBe(0)
  expect(stdout).toContain('start: cd istio && kubectl apply --namespace default -f istio.yaml\n')
  const objects = parseAllDocuments(readFileSync(join(cwd, 'istio/istio.yaml'), 'utf8')).map(
    (each) => each.toJS(),
  )
  const [first, filter, tokens, ...allowed] = objects
  expect(first.kind).toBe('AuthorizationPolicy')
  expect(first.spec).toEqual({ selector: { matchLabels: { app: 'api' } }, action: 'ALLOW' })
  expect(filter.kind).toBe('EnvoyFilter')
  expect(tokens.spec.jwtRules[0]).toMatchObject({
    issuer: 'https://idp.test',
    audiences: ['api'],
    jwksUri: 'https://idp.test/jwks',
  })
  const rules = (name: string): Rule[] =>
    allowed.find(({ metadata }) => metadata.annotations['scopectl/route'] === name)?.spec.rules
  const operations = (name: string) =>
    rules(name).flatMap(({ to }) => to.map(({ operation }) => operation))
  for (const { spec } of allowed)
    for (const { when } of spec.rules) expect(when[0]).toEqual({ key: NOTE, values: ['checked'] })
  expect(allowed).toHaveLength(7)
  expect(operations('GET /users/{id}')).toEqual([
    { methods: ['GET'], paths: ['/users/{*}'], notPaths: ['/users/me'] },
    { methods: ['HEAD'], paths: ['/users/{*}'], notPaths: ['/users/me'] },
  ])
  expect(operations('GET /users/me')).toEqual([{ methods: ['GET'], paths: ['/users/me'] }])
  expect(operations('PUT /a/{x}')).toEqual([
    { methods: ['PUT'], paths: ['/a/{*}'], notPaths: ['/{*}/b'] },
  ])
  expect(operations('GET /files/{p*}')[0]).toEqual({ methods: ['GET'], paths: ['/files/*'] })
  const conditions = (name: string) => rules(name).map(({ when }) => when.slice(1))
  const accepted = { key: 'request.auth.claims[iss]', values: ['https://idp.test'] }
  expect(conditions('GET /health')).toEqual([[]])
  expect(conditions('GET /users/me')).toEqual([[accepted]])
  expect(conditions('GET /users/{id}')).toEqual([
    [
      { key: 'experimental.envoy.filters.http.lua[scopectl_scopes]', values: ['read'] },
      accepted,
      { key: 'request.auth.claims[scope]', values: ['admin'] },
      { key: 'request.auth.claims[scope]', values: ['read', 'write'] },
    ],
  ])
})

describe('export istio refuses by name', () => {
  const route = (line: string) => catalog(`  ${line}`)
  const one = (token: string) => catalog('  GET /a: admin', token)
  const instead = (text: string, other = '') => catalog('  GET /a: admin').replace(text, other)
  test.each([
    ['the name `a*`', route('GET /a: a*')],
    ['a segment with text next to a parameter', route('GET /a/v{x}: admin')],
    ['the role claim `roles`', one(', role_claim: roles')],
    ['without an issuer', instead('issuer: https://idp.test,')],
    ['without an issuer', instead('https://idp.test,', 'any,')],
    ['scopes that may be in several claims', instead('scope_claim: scope,')],
    ['scopes as text in the claim `scp`', instead('scope_claim: scope', 'scope_claim: scp')],
    ['the claim `a][b`', instead('scope_claim: scope', 'scope_claim: "a][b", scope_format: array')],
    ['the algorithm `EdDSA`', instead('ES256', 'EdDSA')],
  ])('%s', async (says, text) => {
    const { cwd, exit, stderr } = await exported(text)
    expect(exit).toBe(2)
    expect(stderr).toContain(says)
    expect(stderr).toMatch(/^ {2}scopes\.yaml:\d+:\d+$/m)
    expect(existsSync(join(cwd, 'istio'))).toBe(false)
  })

  test('a leeway above a minute', async () => {
    const { exit, stderr } = await exported(catalog('  GET /a: admin'), '--leeway', '61s')
    expect(exit).toBe(2)
    expect(stderr).toContain('Istio cannot express a leeway above 60 seconds')
  })
})
