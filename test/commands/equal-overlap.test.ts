import { describe, expect, test } from 'vitest'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'
import { document, op } from './openapi-world.js'

const catalog = (kind: string, item: string) => `scopes: { read: Read, write: Write }
roles: { reader: { scopes: [read] } }
routes:
  GET /{kind}/latest: ${kind}
  GET /items/{id}: ${item}
`

describe.concurrent('two overlapping routes, none of them narrower', () => {
  test('that require the same are one answer', async () => {
    const cwd = tempDir({ 'scopes.yaml': catalog('read', '{ any: [read, read write] }') })
    const args = ['check', '--role', 'reader', '--route', 'GET /items/latest']
    const done = await scopectl(args, { cwd })
    expect([done.exit, done.stdout]).toEqual([
      0,
      'allow\n  route    GET /items/{id}\n  same as  GET /{kind}/latest\n  needs    read, or read + write\n  holds    read\n',
    ])
    const { route } = JSON.parse((await scopectl([...args, '--json'], { cwd })).stdout)
    expect(route).toEqual({
      ...{ method: 'GET', template: '/items/{id}', path: '/items/latest' },
      also: ['/{kind}/latest'],
    })
    const plain = [...args.slice(0, -1), 'GET /items/7', '--json']
    expect(JSON.parse((await scopectl(plain, { cwd })).stdout).route).not.toHaveProperty('also')
    const who = await scopectl(['who-can', 'GET /items/latest', '--json'], { cwd })
    expect(JSON.parse(who.stdout).route).toMatchObject({ also: ['/{kind}/latest'] })
    const lint = JSON.parse((await scopectl(['lint', '--json'], { cwd })).stdout)
    const rules = lint.findings.map(({ rule }: { rule: string }) => rule)
    expect(rules).not.toContain('ambiguous-overlap')
  })

  test.each([
    ['read', 'write'],
    ['read', '{ any: [read, { scheme: Key }] }'],
    ['authenticated', '{ any: [authenticated, { scheme: Key }] }'],
    ['undecided', 'undecided'],
    ['public', 'undecided'],
  ])('%s and %s: there is no answer, and lint says so', async (kind, item) => {
    const cwd = tempDir({ 'scopes.yaml': catalog(kind, item) })
    const args = ['check', '--role', 'reader', '--route', 'GET /items/latest', '--json']
    const done = await scopectl(args, { cwd })
    expect([done.exit, JSON.parse(done.stdout).problem.code]).toEqual([2, 'ambiguous-route'])
    const lint = await scopectl(['lint', '--json'], { cwd })
    expect([lint.exit, lint.stdout.includes('ambiguous-overlap')]).toEqual([5, true])
    expect(lint.stdout).toContain('GET /items/latest')
  })

  test('the path that lint names is one that `check` has no answer for', async () => {
    // Where any text would do, x is the first choice, but `/ax` is decided.
    const routes = `  GET /a{x}: read\n  GET /{y}:{z}: write\n  GET /ax:x: read\n  GET /a{b}:{c}d: read\n`
    const scopes = 'scopes: { read: Read, write: Write }\nroles: { reader: { scopes: [read] } }\n'
    const cwd = tempDir({ 'scopes.yaml': `${scopes}routes:\n${routes}` })
    const lint = JSON.parse((await scopectl(['lint', '--json'], { cwd })).stdout)
    const said = lint.findings.flatMap(({ rule, message }: { rule: string; message: string }) =>
      rule === 'ambiguous-overlap' ? [/`(.*?)`/.exec(message)?.[1] ?? ''] : [],
    )
    expect(said).toEqual(['GET /aany:any'])
    for (const [route, exit] of [
      [said[0] ?? '', 2],
      ['GET /ax:x', 0],
      ['GET /ax:xd', 0],
    ] as const) {
      const args = ['check', '--role', 'reader', '--route', route, '--json']
      const done = await scopectl(args, { cwd })
      expect(done.exit, route).toBe(exit)
      if (exit === 2) expect(JSON.parse(done.stdout).problem.code).toBe('ambiguous-route')
    }
  })

  test('a new route within both is refused by an import if it allows more', async () => {
    const paths = { '/items/latest': { get: op('read') } }
    for (const [needs, exit] of [
      ['read write', 2],
      ['read', 0],
    ] as const) {
      const cwd = tempDir({
        'api.json': document(paths),
        'scopes.yaml': catalog(needs, needs),
      })
      const args = ['import', 'openapi', 'api.json', '-o', 'scopes.yaml', '--json']
      const done = await scopectl(args, { cwd })
      expect(done.exit, needs).toBe(exit)
      if (exit === 2) expect(JSON.parse(done.stdout).problem.code).toBe('import-loosens')
    }
  })
})
