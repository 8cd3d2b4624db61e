import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { cpuTimer } from '../support/cpu-time.js'
import { scopectlHere } from '../support/in-process.js'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'
import { CATALOG, document, op } from './openapi-world.js'

describe.concurrent('import openapi', () => {
  test('an app with only HTTP bearer schemes gets one note on them, with the flag', async () => {
    const get = (scheme: string) => ({ get: { security: [{ [scheme]: [] }], responses: {} } })
    const bearer = { type: 'http', scheme: 'bearer' }
    const api = {
      openapi: '3.1.0',
      info: { title: 'x', version: '1' },
      paths: { '/a': get('HTTPBearer'), '/b': get('HTTPBearer'), '/c': get('Other') },
      components: { securitySchemes: { HTTPBearer: bearer, Other: bearer } },
    }
    const cwd = tempDir({ 'api.json': JSON.stringify(api) })
    const { stderr } = await scopectl(['import', 'openapi', 'api.json'], { cwd })
    expect(stderr.match(/^(?:note|warning): .*$/gm)).toEqual([
      'note: 3 operations: 3 other',
      "note: no scheme is OAuth2 or OpenID Connect, so no operation accepts this catalog's tokens",
    ])
    expect(stderr.match(/--scheme HTTPBearer/g)).toHaveLength(1)
  })
  test('the flags proposed for a further scheme keep the scopes of the other routes', async () => {
    const get = (scheme: string, scopes: string[] = []) => ({
      get: { security: [{ [scheme]: scopes }], responses: {} },
    })
    const flows = { password: { tokenUrl: 'token', scopes: { read: 'Read' } } }
    const bearer = { type: 'http', scheme: 'bearer' }
    const api = (roles: string[]) => ({
      openapi: '3.1.0',
      info: { title: 'x', version: '1' },
      paths: {
        '/a': get('OAuth2PasswordBearer', ['read']),
        '/b': get('HTTPBearer', roles),
      },
      components: {
        securitySchemes: {
          OAuth2PasswordBearer: { type: 'oauth2', flows },
          HTTPBearer: bearer,
        },
      },
    })
    for (const [roles, after] of [
      [[], 'authenticated'],
      [['admin'], 'admin'],
    ] as const) {
      const cwd = tempDir({ 'api.json': JSON.stringify(api([...roles])) })
      const run = (...more: string[]) =>
        scopectl(['import', 'openapi', 'api.json', ...more, '--json'], { cwd })
      const { stderr } = await scopectl(['import', 'openapi', 'api.json'], { cwd })
      const hints = [...stderr.matchAll(/^hint: .*: (--scheme .*)$/gm)].map(([, line]) => line)
      expect(new Set(hints)).toEqual(new Set(['--scheme OAuth2PasswordBearer --scheme HTTPBearer']))
      const routes = JSON.parse((await run(...(hints[0] ?? '').split(' '))).stdout).catalog.routes
      expect(routes).toEqual({ 'GET /a': 'read', 'GET /b': after })
    }
  })
  test('a summary in addition to the catalog, and nothing written', async () => {
    const cwd = tempDir({ 'api.json': document({ '/items': { get: op('read'), post: {} } }) })
    const done = await scopectl(['import', 'openapi', 'api.json', '--json'], { cwd })
    const answer = JSON.parse(done.stdout)
    expect(done.exit).toBe(0)
    expect(answer.summary).toEqual({
      operations: 2,
      scoped: 1,
      authenticated: 0,
      public: 0,
      undecided: 1,
      other: 0,
      left_out: 0,
    })
    expect(answer.catalog).toEqual({
      version: 1,
      scopes: { read: 'Read', write: 'Write' },
      routes: { 'GET /items': 'read', 'POST /items': 'undecided' },
    })
  })
  test.each([
    ['a new catalog', 'scopes.yaml', {}, 'next: scopectl init --suite\n'],
    [
      'in another folder',
      'api/scopes.yaml',
      { 'api/x': '' },
      'next: scopectl init --catalog api/scopes.yaml --suite\n',
    ],
    [
      'with a space in its name',
      'my api.yaml',
      {},
      'next: scopectl init --catalog "my api.yaml" --suite\n',
    ],
    ['with a suite beside it', 'scopes.yaml', { 'scopes.test.yaml': '' }, ''],
  ])('next is the suite: %s', async (_name, output, files, next) => {
    const cwd = tempDir({ 'api.json': document({ '/items': { get: op('read') } }), ...files })
    const done = await scopectl(['import', 'openapi', 'api.json', '-o', output], { cwd })
    expect(done.stdout).toBe(`${output} written\n${next}`)
    if (next === '') return
    const line = next.replace('next: scopectl ', '').replace('\n', '')
    const words = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(
      ([, quoted, word]) => quoted ?? word ?? '',
    )
    expect((await scopectl(words, { cwd })).exit).toBe(0)
    const catalog = words.includes('--catalog') ? ['-c', output] : []
    expect((await scopectl(['test', ...catalog], { cwd })).exit).toBe(0)
  })
  test('if no route is decided, there is nothing to test, and no next line', async () => {
    const cwd = tempDir({ 'api.json': document({ '/items': { get: {} } }) })
    const done = await scopectl(['import', 'openapi', 'api.json', '-o', 'scopes.yaml'], { cwd })
    expect(done.stdout).toBe('scopes.yaml written\n')
  })
  test('OAS12: stricter, new and unstated ones are merged, everything else is unchanged', async () => {
    const paths = {
      '/items': { get: {}, post: op('write', 'read') },
      '/items/{id}': { delete: op('purge') },
    }
    const cwd = tempDir({ 'api.json': document(paths), 'scopes.yaml': CATALOG })
    const done = await scopectl(['import', 'openapi', 'api.json', '-o', 'scopes.yaml'], { cwd })
    expect(done.exit, done.stderr).toBe(0)
    expect(readFileSync(join(cwd, 'scopes.yaml'), 'utf8')).toBe(
      CATALOG.replace('needs: write,', 'needs: write read,')
        .replace('write: Write\n', 'write: Write\n    purge: ""\n')
        .replace('GET /own: read\n', 'GET /own: read\n    DELETE /items/{id}: purge\n'),
    )
    expect(done.stdout).toBe(
      [
        'scopes.yaml: 3 changes',
        '  + scope  purge',
        '  ~ route  POST /items         write + read   (was write)',
        '  + route  DELETE /items/{id}  purge',
        'next: scopectl init --suite',
        '',
      ].join('\n'),
    )
    const again = await scopectl(['import', 'openapi', 'api.json', '-o', 'scopes.yaml'], { cwd })
    expect(again.stdout).toBe('scopes.yaml is already up to date\nnext: scopectl init --suite\n')
  })
  test.each([
    ['one scope fewer', { '/items': { get: op('read') } }],
    ['another scope', { '/own': { get: op('write') } }],
    ['a second way', { '/own': { get: { security: [{ oauth: ['read'] }, { key: [] }] } } }],
    ['any token', { '/own': { get: op() } }],
    ['anybody', { '/own': { get: { security: [] } } }],
    ['a new HEAD in addition to a guarded GET', { '/{any}': { head: { security: [] } } }],
  ])('OAS12: %s is refused without --force, and nothing is written', async (_name, paths) => {
    const cwd = tempDir({ 'api.json': document(paths), 'scopes.yaml': CATALOG })
    const args = ['import', 'openapi', 'api.json', '-o', 'scopes.yaml']
    const refused = await scopectl([...args, '--json'], { cwd })
    expect(refused.exit).toBe(2)
    expect(JSON.parse(refused.stdout).problem.code).toBe('import-loosens')
    expect(readFileSync(join(cwd, 'scopes.yaml'), 'utf8')).toBe(CATALOG)
    expect((await scopectl([...args, '--force'], { cwd })).exit).toBe(0)
    expect(readFileSync(join(cwd, 'scopes.yaml'), 'utf8')).not.toBe(CATALOG)
  })
  test('a scope with the name of a glob, which would grant less without a word', async () => {
    const scheme = {
      type: 'oauth2',
      flows: { clientCredentials: { tokenUrl: '/t', scopes: { 'users:*': '' } } },
    }
    const api = {
      openapi: '3.1.0',
      paths: { '/u': { get: {} } },
      components: { securitySchemes: { oauth: scheme } },
    }
    const catalog = [
      'scopes: { "users:read": "", all: { implies: ["users:*"] } }',
      'roles: { admin: { scopes: ["users:*"] }, other: { scopes: [all] } }',
      'routes: { GET /u: "users:read" }\n',
    ].join('\n')
    const cwd = tempDir({ 'api.json': JSON.stringify(api), 'scopes.yaml': catalog })
    const args = ['import', 'openapi', 'api.json', '-o', 'scopes.yaml']
    const { exit, stderr } = await scopectl(args, { cwd })
    expect([exit, stderr]).toEqual([2, expect.stringContaining('role `admin`, scope `all`')])
    expect(readFileSync(join(cwd, 'scopes.yaml'), 'utf8')).toBe(catalog)
    const forced = await scopectl([...args, '--force'], { cwd })
    expect(forced.exit, forced.stderr).toBe(0)
  })
  test('a new route that takes paths from a guarded one', async () => {
    const catalog = 'scopes: { admin: "" }\nroutes: { "GET /{path*}": admin }\n'
    const cwd = tempDir({
      'api.json': document({ '/x': { get: { security: [] } } }),
      'scopes.yaml': catalog,
    })
    const done = await scopectl(['import', 'openapi', 'api.json', '-o', 'scopes.yaml'], { cwd })
    expect(done.exit).toBe(2)
    expect(done.stderr).toContain('`GET /{path*}`')
  })
  test('into a JSON catalog, and into a file that is not a catalog', async () => {
    const json = '{\n\t"scopes": { "read": "" },\n\t"routes": {}\n}\n'
    const cwd = tempDir({
      'api.json': document({ '/x': { get: op('read') } }),
      'scopes.json': json,
      'other.yaml': 'a: 1\n',
    })
    expect(
      (await scopectl(['import', 'openapi', 'api.json', '-o', 'scopes.json'], { cwd })).exit,
    ).toBe(0)
    expect(readFileSync(join(cwd, 'scopes.json'), 'utf8')).toContain('\n\t\t"GET /x": "read"')
    const other = await scopectl(['import', 'openapi', 'api.json', '-o', 'other.yaml', '--force'], {
      cwd,
    })
    expect(other.exit).toBe(2)
    expect(readFileSync(join(cwd, 'other.yaml'), 'utf8')).toBe('a: 1\n')
  })
  test('OAS11: a document of 4 MB takes seconds of CPU time, not minutes', async () => {
    const schema = { type: 'object', description: 'x'.repeat(400), example: { a: [1, 2, 3] } }
    const paths = Object.fromEntries(
      Array.from({ length: 3000 }, (_, i) => [
        `/items${i}/{id}`,
        {
          get: { ...op('read'), responses: { 200: { description: '', schema } } },
          put: op('write'),
        },
      ]),
    )
    const text = document(paths, { 'x-filler': 'y'.repeat(1_500_000) })
    expect(text.length).toBeGreaterThan(4_000_000)
    const cwd = tempDir({ 'api.json': text })
    const spent = cpuTimer()
    const done = await scopectlHere(['import', 'openapi', 'api.json', '-o', 'scopes.yaml'], { cwd })
    expect(done.exit, done.stderr).toBe(0)
    expect(spent()).toBeLessThan(60_000) // 2 s alone
  })
})

describe.concurrent('init --from', () => {
  test('the document’s scopes and routes, in files that load; what it does not state is undecided', async () => {
    const cwd = tempDir({
      'api.json': document({
        '/items': { get: op('read'), put: {} },
        '/h': { get: { security: [] } },
      }),
    })
    const done = await scopectl(['init', '--yes', '--from', 'api.json'], { cwd })
    expect(done.exit, done.stderr).toBe(0)
    expect(done.stderr).toContain('states no security')
    const can = await scopectl(['can', '--user', 'alice', '--json'], { cwd })
    expect(JSON.parse(can.stdout).routes).toHaveLength(3)
    const suite = readFileSync(join(cwd, 'scopes.test.yaml'), 'utf8')
    expect(suite).not.toContain('- PUT /items')
    expect((await scopectl(['test'], { cwd })).exit).toBe(0)
    // No operation needs `write`, which the document declares too.
    const drift = await scopectl(['drift', 'api.json'], { cwd })
    expect([drift.exit, drift.stdout]).toEqual([0, 'no drift in 3 operations\n'])
  })
})
