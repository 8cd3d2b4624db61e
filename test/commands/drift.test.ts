import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'
import { issuedToken } from '../support/unsigned.js'
import { document, op } from './openapi-world.js'

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
  test('a scope that the document declares but never needs is not drift; one that it no longer declares is', async () => {
    const scopes = {
      read: 'Read',
      openid: 'Sign in',
      email: 'See the address',
      old: 'No longer used',
    }
    const api = (declared: object) =>
      document(
        { '/items': { get: op('read') } },
        {
          components: {
            securitySchemes: {
              oauth: {
                type: 'oauth2',
                flows: { clientCredentials: { tokenUrl: '/token', scopes: declared } },
              },
            },
          },
        },
      )
    const cwd = tempDir({ 'api.json': api(scopes) })
    const made = await scopectl(['import', 'openapi', 'api.json', '-o', 'scopes.yaml'], { cwd })
    expect(made.exit, made.stderr).toBe(0)
    const same = await scopectl(['drift', 'api.json'], { cwd })
    expect([same.exit, same.stdout]).toEqual([0, 'no drift in 1 operation\n'])
    const { old: _, ...fewer } = scopes
    writeFileSync(join(cwd, 'api.json'), api(fewer))
    const after = await scopectl(['drift', 'api.json', '--json'], { cwd })
    expect(JSON.parse(after.stdout).findings).toMatchObject([
      { id: 'drift-dead-scope', scope: 'old', message: expect.stringContaining('old') },
    ])
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
    ['not a token', ['drift', '--tokens', 't'], { t: 'abc\n' }, 'drift-not-a-token'],
    ['no operation', ['drift', 'd.json'], { 'd.json': document({}) }, 'openapi-no-operation'],
  ])('%s gives no answer', async (_name, args, files, code) => {
    const cwd = tempDir({ 'scopes.yaml': catalog, ...files })
    const done = await scopectl([...args, '--json'], { cwd })
    expect([done.exit, JSON.parse(done.stdout).problem.code]).toEqual([2, code])
  })
})
