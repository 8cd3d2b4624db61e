import { readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { makeKey } from '../../src/io/make-key.js'
import { scopectlHere } from '../support/in-process.js'
import { tempDir } from '../support/temp-dir.js'

const catalog = (token: string, routes: string) => `
token: { issuer: https://idp.test, audience: api, ${token} }
scopes: { read: Read, write: { description: Write, implies: [read] } }
roles: { reader: { scopes: [read] } }
routes: { ${routes} }
`
const ROUTES = 'GET /a: read, GET /k: { any: [{ scheme: Key }] }, "GET /{x}": write'
const FILES = [
  ...['README.md', 'data.json', 'held.rego', 'policy.rego', 'policy_test.rego', 'token.rego'],
]

const exported = (cwd: string, ...more: readonly string[]) =>
  scopectlHere(['export', 'opa', 'out', ...more], { cwd })
const textsIn = (cwd: string) =>
  readdirSync(join(cwd, 'out'))
    .sort()
    .map((name) => [name, readFileSync(join(cwd, 'out', name), 'utf8')])

describe('export opa', () => {
  test('writes the same bytes for the same rules, whatever their order in the file', async () => {
    const reversed = '"GET /{x}": write, GET /k: { any: [{ scheme: Key }] }, GET /a: read'
    const one = tempDir({ 'scopes.yaml': catalog('algorithm: ES256', ROUTES) })
    const other = tempDir({ 'scopes.yaml': catalog('algorithm: ES256', reversed) })
    const done = await exported(one)
    expect(done.exit, done.stderr).toBe(0)
    expect(done.stdout).toContain('start: cd out && opa run --server --bundle .\n')
    await exported(other)
    expect(textsIn(one).map(([name]) => name)).toEqual(FILES)
    expect(textsIn(other)).toEqual(textsIn(one))
    expect(readdirSync(one).sort()).toEqual(['.git', 'out', 'scopes.yaml'])
  })

  test('divides the tests of a large catalog: opa test ends each after five seconds', async () => {
    const many = Array.from({ length: 1201 }, (_, i) => `GET /r${i}: read`).join(', ')
    const cwd = tempDir({ 'scopes.yaml': catalog('algorithm: ES256', many) })
    await exported(cwd)
    const [, ...tests] = readFileSync(join(cwd, 'out/policy_test.rego'), 'utf8').split(/^test_/m)
    const counts = tests.map((each) => each.match(/"\/r\d+"/g)?.length ?? 0)
    const parts = [...Array(12).fill(100), 1]
    expect(counts).toEqual([...parts, ...parts, ...parts, 0, 0])
    const names = tests.map((each) => each.split(' ')[0])
    expect(new Set(names).size).toBe(tests.length)
    expect(
      new Set(
        tests
          .slice(0, 13)
          .join()
          .match(/"\/r\d+"/g),
      ).size,
    ).toBe(1201)
  })

  test('keeps other ways in by name, and gives them to nobody', async () => {
    const cwd = tempDir({ 'scopes.yaml': catalog('algorithm: ES256, enforce: implied', ROUTES) })
    await exported(cwd)
    const { catalog: data } = JSON.parse(readFileSync(join(cwd, 'out/data.json'), 'utf8'))
    const hole = '(?:[^/%]|%[0-9A-F]{2})+'
    const within = ['GET /{x}']
    expect(data.routes.GET).toEqual({
      '*/%/%/%': [
        {
          ...{ route: 'GET /{x}', path: `/${hole}`, requires: 'write' },
          ...{ level: 'scopes', any_of: [['write']], within: [] },
        },
      ],
      'a/%/%/%': [
        {
          ...{ route: 'GET /a', path: '/a', requires: 'read', level: 'scopes' },
          ...{ any_of: [['read']], within },
        },
      ],
      'k/%/%/%': [
        {
          ...{ route: 'GET /k', path: '/k', requires: '[scheme Key]', level: 'scopes' },
          ...{ any_of: [], other_ways: ['scheme Key'], within },
        },
      ],
    })
    expect(data.given_by).toEqual({ read: ['read', 'write'], write: ['write'] })
    expect(data.tokens.keys).toEqual({ url: 'http://127.0.0.1:8000/.well-known/jwks.json' })
  })

  test('--tests adds the tests of a suite, by their scopes', async () => {
    const cwd = tempDir({
      'scopes.yaml': catalog('algorithm: ES256', ROUTES),
      'users.yaml': 'users: { ann: { roles: [reader] }, eve: { disabled: true } }\n',
      'scopes.test.yaml': `
tests:
  - { as: { user: ann }, allow: [GET /a], deny: ["GET /{x}"] }
  - { as: { user: eve }, unauthorized: [GET /a] }
  - { as: { role: reader, flaw: expired }, unauthorized: [GET /a] }
`,
    })
    const done = await exported(cwd, '--tests', 'scopes.test.yaml')
    expect(done.exit, done.stderr).toBe(0)
    expect(done.stderr).toContain('1 test of `scopes.test.yaml` is not exported')
    const [, , , , tests] = textsIn(cwd)
    const [, , ...callers] = (tests?.[1] ?? '').split(/^# /m)
    expect(callers.map((each) => each.split('\n')[0])).toEqual([
      ...['"no token"', '"no scopes"', '"role reader"'],
      ...['"scopes.test.yaml: user ann"', '"scopes.test.yaml: user eve"'],
    ])
    expect(callers[3]).toContain('["GET", "/a", [200]]')
    expect(callers[3]).toContain('["GET", "/x", [401, 403]]')
    expect(callers[3]).toContain('{"scope": "read"}')
    expect(callers[4]).toContain('["GET", "/a", [401]]')
    expect(callers[4]).toContain('"token": ""')
  })

  test('of a private key, only the public part is written', async () => {
    const { jwk } = await makeKey('RS256')
    const cwd = tempDir({
      'scopes.yaml': catalog('algorithm: RS256, key: file:key.json', ROUTES),
      'key.json': JSON.stringify(jwk),
    })
    await exported(cwd)
    const { kty, kid, alg, n, e } = jwk
    const all = textsIn(cwd)
      .map(([, text]) => text)
      .join('')
    expect(JSON.parse(textsIn(cwd)[1]?.[1] ?? '').catalog.tokens.keys).toEqual({
      copy: [{ kty, kid, alg, n, e }],
    })
    for (const secret of [jwk.d, jwk.p, jwk.q, jwk.dp, jwk.dq, jwk.qi])
      expect(all).not.toContain(secret)
  })

  test('refuses a secret, with its place, and writes nothing', async () => {
    const cwd = tempDir({ 'scopes.yaml': catalog('algorithm: HS256, key: env:KEY', ROUTES) })
    const done = await exported(cwd)
    expect(done.exit).toBe(2)
    expect(done.stderr).toContain('HS256')
    expect(done.stderr).toMatch(/scopes\.yaml:2:\d+[\s\S]*\^/)
    expect(readdirSync(cwd).sort()).toEqual(['.git', 'scopes.yaml'])
  })

  test('replaces its own files and no others', async () => {
    const cwd = tempDir({ 'scopes.yaml': catalog('algorithm: ES256', ROUTES) })
    await exported(cwd)
    writeFileSync(join(cwd, 'out', 'notes.txt'), 'mine')
    writeFileSync(join(cwd, 'out', 'held.rego'), 'package mine\n')
    writeFileSync(join(cwd, 'scopes.yaml'), catalog('algorithm: ES256', 'GET /b: read'))
    const before = textsIn(cwd)
    const done = await exported(cwd)
    expect(done.exit).toBe(2)
    expect(done.stderr).toContain('`out/held.rego` already exists')
    expect(textsIn(cwd)).toEqual(before)
    expect((await exported(cwd, '--force')).exit).toBe(0)
    expect(textsIn(cwd).map(([name]) => name)).toEqual([...FILES, 'notes.txt'].sort())
    expect(readFileSync(join(cwd, 'out/data.json'), 'utf8')).toContain('GET /b')

    rmSync(join(cwd, 'out/held.rego'))
    symlinkSync(join(cwd, 'scopes.yaml'), join(cwd, 'out/held.rego'))
    expect((await exported(cwd, '--force')).exit).toBe(2)
    expect(readFileSync(join(cwd, 'scopes.yaml'), 'utf8')).toContain('GET /b')
  })
})
