import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'
import { document, op } from './openapi-world.js'

const SHARES = 'shares its definition with other operations (a $ref, or a YAML anchor)'

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
    expect(again.stdout).toBe('api.json is already up to date\n')
    expect(readFileSync(join(cwd, 'api.json'), 'utf8')).toBe(text)
  })
  test('--merge keeps YAML comments, and writes to -o or stdout if requested', async () => {
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
    expect(done.stdout).toContain('      security: [{ oauth: [write] }]\n      responses: { 201')
  })
  test.each([
    ['an alias', '/a: &a { get: { security: [] } }\n  /b: *a'],
    ['an anchored operation', '/a: { get: &a { security: [] } }\n  /b: { get: *a }'],
    ['a merge key', '/a: &a { get: { security: [] } }\n  /b: { <<: *a }'],
  ])('--merge does not write into a part shared by %s', async (_name, paths) => {
    const yaml = `openapi: 3.1.0\npaths:\n  ${paths}\ncomponents: { securitySchemes: { oauth: { type: oauth2, flows: {} } } }\n`
    const routes = 'scopes: { read: "" }\nroutes: { GET /a: read, GET /b: public }\n'
    const cwd = tempDir({ 'api.yaml': yaml, 'scopes.yaml': routes })
    const args = ['export', 'openapi', '--merge', 'api.yaml']
    const done = await scopectl(args, { cwd })
    expect([done.exit, done.stdout]).toEqual([
      0,
      `api.yaml: no operation changed, 1 not written\n  ! not written  GET /a  ${SHARES}\n`,
    ])
    const gate = await scopectl([...args, '--fail-on', 'unwritten', '--json'], { cwd })
    expect([gate.exit, JSON.parse(gate.stdout).unwritten]).toEqual([
      5,
      [{ route: 'GET /a', why: 'shared' }],
    ])
    expect(readFileSync(join(cwd, 'api.yaml'), 'utf8')).toBe(yaml)
  })
  test('a new document does not replace another one without --force', async () => {
    const cwd = tempDir({ 'openapi.json': '{}', 'scopes.yaml': catalog })
    const args = ['export', 'openapi', '-o', 'openapi.json']
    expect((await scopectl(args, { cwd })).exit).toBe(2)
    expect((await scopectl([...args, '--force'], { cwd })).exit).toBe(0)
    const again = await scopectl(['drift', 'openapi.json', '--json'], { cwd })
    expect(JSON.parse(again.stdout).findings).toEqual([])
  })
})
