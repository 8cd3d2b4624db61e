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
  describe('lint: ignore', () => {
    const paths = { '/items': { get: op('read') }, '/new/a': { get: op('read') }, '/new/b': {} }
    const api = document({ ...paths, '/new/b': { get: op('write') } })
    const run = async (ignores: string[], tokens?: string[]) => {
      const list = ignores.map((entry) => `{ ${entry}, reason: known }`).join(', ')
      const cwd = tempDir({
        'api.json': api,
        'scopes.yaml': `lint: { ignore: [${list}] }\nscopes: { read: "", write: "", old: "" }\nroutes: { GET /items: read }\n`,
        'tokens.txt': (tokens ?? []).map((each) => `${each}\n`).join(''),
      })
      const flags = tokens ? ['--tokens', 'tokens.txt'] : []
      const done = await scopectl(['drift', 'api.json', ...flags, '--json'], { cwd })
      const { findings, ignored, notes } = JSON.parse(done.stdout)
      const left = findings.map(({ id, name }: Record<string, string>) => `${id} ${name}`)
      const said = notes.map(({ code, message }: Record<string, string>) => `${code}: ${message}`)
      return { exit: done.exit, left, ignored, said, stderr: done.stderr, cwd }
    }
    const DEAD = 'rule: drift-dead-scope, name: old'
    test('covers findings of drift by rule and name, with globs', async () => {
      const none = await run([])
      expect([none.exit, none.left]).toEqual([
        5,
        [
          'drift-undeclared-route GET /new/a',
          'drift-undeclared-route GET /new/b',
          'drift-dead-scope old',
        ],
      ])
      const some = await run([DEAD])
      expect([some.exit, some.left.length, some.ignored, some.said]).toEqual([5, 2, 1, []])
      const all = await run([DEAD, 'rule: drift-undeclared-route, name: "GET /new/*"'])
      expect([all.exit, all.left, all.ignored, all.said]).toEqual([0, [], 3, []])
      const text = await scopectl(['drift', 'api.json'], { cwd: all.cwd })
      expect(text.stdout).toBe('no drift in 3 operations; 3 ignored, with reasons\n')
    })
    test('an unknown rule and an unused ignore hide nothing, and are reported', async () => {
      const { exit, left, ignored, said } = await run([
        'rule: drift-ded-scope, name: old',
        'rule: drift-dead-scope, name: odl',
        'rule: unused-scope, name: nothing',
      ])
      expect([exit, left.length, ignored]).toEqual([5, 3, 0])
      expect(said).toEqual([
        'unused-ignore: unknown rule `drift-ded-scope`; did you mean `drift-dead-scope`?',
        'unused-ignore: no `drift-dead-scope` finding has the name `odl`; did you mean `old`?',
      ])
    })
    test('an ignore about tokens is judged only if tokens are compared', async () => {
      const ignore = [DEAD, 'rule: drift-unscoped-token, name: "*"']
      expect((await run(ignore)).said).toEqual([])
      const used = await run(ignore, [issuedToken({ sub: 'x' })])
      expect([used.ignored, used.said]).toEqual([2, []])
      const unused = await run(ignore, [issuedToken({ scope: 'read' })])
      expect(unused.said).toHaveLength(1)
    })
    test('lint leaves ignores of drift alone', async () => {
      const { cwd } = await run([DEAD, 'rule: drift-weakr, name: GET /items'])
      const done = await scopectl(['lint', '--json'], { cwd })
      const unused = JSON.parse(done.stdout).findings.filter(
        ({ rule }: { rule: string }) => rule === 'unused-ignore',
      )
      expect(unused).toMatchObject([
        { message: expect.stringContaining('did you mean `drift-weaker`') },
      ])
    })
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
