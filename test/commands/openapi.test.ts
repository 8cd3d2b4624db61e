import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'
import { issuedToken } from '../support/unsigned.js'

const oauth = {
  type: 'oauth2',
  flows: { clientCredentials: { tokenUrl: '/token', scopes: { read: 'Read', write: 'Write' } } },
}
const document = (paths: unknown, more: Record<string, unknown> = {}) =>
  `${JSON.stringify({ openapi: '3.1.0', paths, components: { securitySchemes: { oauth } }, ...more }, null, 4)}\n`
const op = (...scopes: string[]) => ({ security: [{ oauth: scopes }] })
const CATALOG = `version: 1
scopes: # of the API
    read: Read
    write: Write
routes:
    # lists
    GET /items: read write # both

    POST /items: { needs: write, description: Make one } # one
    GET /own: read
# the end
`

describe.concurrent('import openapi', () => {
  test('a summary beside the catalog, and nothing written', async () => {
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
    })
    expect(answer.catalog).toEqual({
      version: 1,
      scopes: { read: 'Read', write: 'Write' },
      routes: { 'GET /items': 'read', 'POST /items': 'undecided' },
    })
  })
  test('OAS12: stricter, new and unstated ones are merged, all else stays to the letter', async () => {
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
        '',
      ].join('\n'),
    )
    const again = await scopectl(['import', 'openapi', 'api.json', '-o', 'scopes.yaml'], { cwd })
    expect(again.stdout).toBe('scopes.yaml says the same already\n')
  })
  test.each([
    ['one scope less', { '/items': { get: op('read') } }],
    ['another scope', { '/own': { get: op('write') } }],
    ['a second way', { '/own': { get: { security: [{ oauth: ['read'] }, { key: [] }] } } }],
    ['any token', { '/own': { get: op() } }],
    ['anybody', { '/own': { get: { security: [] } } }],
    ['a new HEAD beside a guarded GET', { '/{any}': { head: { security: [] } } }],
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
  test('into a JSON catalog, and into a file that is none', async () => {
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
  test('OAS11: a document of 4 MB in less than 3 s of work', async () => {
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
    const started = process.hrtime.bigint()
    const done = await scopectl(['import', 'openapi', 'api.json', '-o', 'scopes.yaml'], { cwd })
    const seconds = Number(process.hrtime.bigint() - started) / 1e9
    expect(done.exit, done.stderr).toBe(0)
    expect(seconds).toBeLessThan(12) // 1.4 s alone; other tests run beside it
  })
})

describe.concurrent('export openapi', () => {
  const catalog = `scopes: { read: Read, write: Write, extra: More }
routes:
  GET /items: { any: [read, { scheme: key }] }
  POST /items: write
  GET /me: authenticated
  GET /health: public
  GET /later: undecided
  GET /only: extra
`
  test('--merge changes security and missing names, and no other character', async () => {
    const written = document(
      {
        '/items': {
          summary: 'caf\\u00e9 1.0',
          get: { operationId: 'list', security: [{ oauth: ['write'] }], responses: { 200: {} } },
          post: { ...op('write') },
        },
        '/me': { get: { tags: [] } },
        '/health': { get: { 'x-n': 1 } },
        '/later': { get: op('write') },
        '/unknown': { get: op('write') },
      },
      { security: [{ oauth: ['read'] }], tags: [{ name: 'x' }] },
    ).replace('"x-n": 1', '"x-n": 1.0e0')
    const cwd = tempDir({ 'api.json': written, 'scopes.yaml': catalog })
    const done = await scopectl(['export', 'openapi', '--merge', 'api.json'], { cwd })
    expect(done.exit, done.stderr).toBe(0)
    const text = readFileSync(join(cwd, 'api.json'), 'utf8')
    expect(text).toContain('"x-n": 1.0e0')
    const [before, after] = [JSON.parse(written), JSON.parse(text)]
    expect(after.paths['/items'].get.security).toEqual([{ oauth: ['read'] }, { key: [] }])
    expect(after.paths['/me'].get.security).toEqual([{ oauth: [] }])
    expect(after.paths['/health'].get.security).toEqual([])
    expect(Object.keys(after.paths['/items'].get)).toEqual(['operationId', 'security', 'responses'])
    expect(after.components.securitySchemes.oauth.flows.clientCredentials.scopes.extra).toBe('More')
    expect(Object.keys(after.components.securitySchemes)).toEqual(['oauth', 'key'])
    for (const [path, method] of [
      ['/items', 'get'],
      ['/me', 'get'],
      ['/health', 'get'],
    ] as const) {
      delete before.paths[path][method].security
      delete after.paths[path][method].security
    }
    delete after.components.securitySchemes.oauth.flows.clientCredentials.scopes.extra
    delete after.components.securitySchemes.key
    expect(JSON.stringify(after)).toBe(JSON.stringify(before))
    const lines = new Set(text.split('\n'))
    const lost = written.split('\n').filter((line) => !lines.has(line) && !lines.has(`${line},`))
    expect(lost.map((line) => line.trim())).toEqual(
      ['"x-n": 1.0e0', '"tags": []', '"write": "Write"', '}'].filter((line) =>
        lost.some((each) => each.trim() === line),
      ),
    )
    expect(done.stderr).toContain('`GET /unknown`')
    const again = await scopectl(['export', 'openapi', '--merge', 'api.json'], { cwd })
    expect(again.stdout).toBe('api.json demands the same already\n')
    expect(readFileSync(join(cwd, 'api.json'), 'utf8')).toBe(text)
  })
  test('--merge keeps the comments of YAML, and writes to -o or stdout where told', async () => {
    const yaml = `# ours
openapi: 3.0.3
paths:
  /items:
    post: # makes one
      security: [{ oauth: [read] }]
      responses: { 201: { description: "yes" } }
components:
  securitySchemes:
    oauth: { type: oauth2, flows: { clientCredentials: { tokenUrl: /t, scopes: { read: R, write: W, extra: M } } } }
`
    const cwd = tempDir({ 'api.yaml': yaml, 'scopes.yaml': catalog })
    const done = await scopectl(['export', 'openapi', '--merge', 'api.yaml', '-o', '-'], { cwd })
    expect(done.exit, done.stderr).toBe(0)
    expect(readFileSync(join(cwd, 'api.yaml'), 'utf8')).toBe(yaml)
    expect(done.stdout).toContain('# ours')
    expect(done.stdout).toContain('post: # makes one')
    expect(done.stdout).toContain(
      '      security: [ { oauth: [ write ] } ]\n      responses: { 201',
    )
  })
  test.each([
    ['an alias', '/a: &a { get: { security: [] } }\n  /b: *a'],
    ['an anchored operation', '/a: { get: &a { security: [] } }\n  /b: { get: *a }'],
    ['a merge key', '/a: &a { get: { security: [] } }\n  /b: { <<: *a }'],
  ])('--merge writes nothing into what %s shares', async (_name, paths) => {
    const yaml = `openapi: 3.1.0\npaths:\n  ${paths}\ncomponents: { securitySchemes: { oauth: { type: oauth2, flows: {} } } }\n`
    const routes = 'scopes: { read: "" }\nroutes: { GET /a: read, GET /b: public }\n'
    const cwd = tempDir({ 'api.yaml': yaml, 'scopes.yaml': routes })
    const done = await scopectl(['export', 'openapi', '--merge', 'api.yaml', '--json'], { cwd })
    expect([done.exit, JSON.parse(done.stdout).problem.code]).toEqual([2, 'export-shared'])
    expect(readFileSync(join(cwd, 'api.yaml'), 'utf8')).toBe(yaml)
  })
  test('a new document is not written over another one without --force', async () => {
    const cwd = tempDir({ 'openapi.json': '{}', 'scopes.yaml': catalog })
    const args = ['export', 'openapi', '-o', 'openapi.json']
    expect((await scopectl(args, { cwd })).exit).toBe(2)
    expect((await scopectl([...args, '--force'], { cwd })).exit).toBe(0)
    const again = await scopectl(['drift', 'openapi.json', '--json'], { cwd })
    expect(JSON.parse(again.stdout).findings).toEqual([])
  })
})

describe.concurrent('drift', () => {
  const catalog = `scopes: { read: Read, write: Write, dead: Nothing needs it, boss: { implies: [read] } }
routes:
  GET /items: read
  POST /items: write
  GET /health: public
  GET /later: undecided
  GET /gone: read
`
  const ids = (stdout: string): string[] =>
    JSON.parse(stdout)
      .findings.map(({ id }: { id: string }) => id)
      .sort()

  test('each kind of difference has its id, and exits 5', async () => {
    const paths = {
      '/items': { get: op('read', 'write'), post: op('read') },
      '/health': { get: {} },
      '/later': { get: op('read') },
      '/new': { get: op('other') },
    }
    const cwd = tempDir({ 'api.json': document(paths), 'scopes.yaml': catalog })
    const done = await scopectl(['drift', 'api.json', '--json'], { cwd })
    expect(done.exit).toBe(5)
    expect(ids(done.stdout)).toEqual([
      'drift-dead-scope',
      'drift-gone-route',
      'drift-stronger',
      'drift-undecided',
      'drift-undeclared-route',
      'drift-undeclared-scope',
      'drift-weaker',
    ])
  })
  test('a guarded route for which the document states nothing', async () => {
    const cwd = tempDir({
      'api.json': document({ '/a': { get: {} }, '/b': { get: {} } }),
      'scopes.yaml': 'scopes: { read: "" }\nroutes: { GET /a: read, GET /b: public }\n',
    })
    const done = await scopectl(['drift', 'api.json', '--json'], { cwd })
    expect([done.exit, ids(done.stdout)]).toEqual([5, ['drift-undeclared-scope', 'drift-unstated']])
  })
  test('tokens: undeclared scopes, none at all, and claims that differ', async () => {
    const cwd = tempDir({ 'scopes.yaml': 'scopes: { read: "" }\nroutes: { GET /a: read }\n' })
    const tokens = [
      { scope: 'read' },
      { scope: 'read secret' },
      { sub: 'x' },
      { scope: '', scp: 'a' },
    ]
    const lines = ['# sample', ...tokens.map((claims) => `Bearer ${issuedToken(claims)}`), '']
    writeFileSync(join(cwd, 'tokens.txt'), lines.join('\n'))
    const done = await scopectl(['drift', '--tokens', 'tokens.txt', '--json'], { cwd })
    expect(done.exit).toBe(5)
    expect(JSON.parse(done.stdout).findings).toMatchObject([
      { id: 'drift-unscoped-token', line: 4 },
      { id: 'drift-claims-differ', line: 5 },
      { id: 'drift-undeclared-scope', scope: 'secret', line: 3 },
    ])
    expect(done.stdout).not.toContain('eyJ')
  })
  test.each([
    ['nothing to compare with', ['drift'], {}, 'drift-nothing'],
    ['no tokens', ['drift', '--tokens', 't'], { t: '\n# none\n' }, 'drift-no-token'],
    ['what is no token', ['drift', '--tokens', 't'], { t: 'abc\n' }, 'drift-not-a-token'],
    ['no operation', ['drift', 'd.json'], { 'd.json': document({}) }, 'openapi-no-operation'],
  ])('%s is no answer', async (_name, args, files, code) => {
    const cwd = tempDir({ 'scopes.yaml': catalog, ...files })
    const done = await scopectl([...args, '--json'], { cwd })
    expect([done.exit, JSON.parse(done.stdout).problem.code]).toEqual([2, code])
  })
})

describe.concurrent('init --from', () => {
  test('the document’s scopes and routes, in files that load; what it does not state stays open', async () => {
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
    expect(suite).toContain('PUT /items: "? ? ? ?"')
    expect(suite).not.toContain('- PUT /items')
    expect((await scopectl(['test'], { cwd })).exit).toBe(0)
    const drift = await scopectl(['drift', 'api.json', '--json'], { cwd })
    expect(JSON.parse(drift.stdout).findings.map(({ id }: { id: string }) => id)).toEqual([
      'drift-dead-scope',
    ])
  })
})
