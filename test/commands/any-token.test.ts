import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'
import { document } from './openapi-world.js'

const HEAD = `token: { issuer: http://localhost:8000, audience: api, scope_claim: scope }
scopes: { read: Read, write: Write }
roles: { reader: { scopes: [read] }, empty: {} }
`
const CATALOG = `${HEAD}routes:
  GET /either: { any: [authenticated, { scheme: Key }] }
  GET /both: { all: [authenticated, { scheme: Key }] }
  GET /dead: { any: [read, authenticated, { other: the owner }] }
  GET /read: { any: [read, { all: [authenticated, { scheme: Key }] }] }
`
const USERS = 'users: { ann: { roles: [reader] }, off: { disabled: true } }\n'
const cwd = tempDir({ 'scopes.yaml': CATALOG, 'users.yaml': USERS })
const run = (...args: string[]) => scopectl(args, { cwd })
const ask = async (...args: string[]) => JSON.parse((await run('check', ...args, '--json')).stdout)

describe.concurrent('any accepted token, or something else', () => {
  test.each([
    ['--role empty', 200, 403, 200, 403],
    ['--user ann', 200, 403, 200, 200],
    ['--scopes write', 200, 403, 200, 403],
    ['--anonymous', 401, 401, 401, 401],
    ['--user off', 401, 401, 401, 401],
  ])('check %s', async (who, ...expected) => {
    for (const [i, path] of ['/either', '/both', '/dead', '/read'].entries()) {
      const answer = await ask(...who.split(' '), '--route', `GET ${path}`)
      expect(answer.status, path).toBe(expected[i])
    }
  })

  test('a real token is verified first, and the challenge has no scope', async () => {
    const token = (await run('token', '--role', 'empty')).stdout.trim()
    const late = (await run('token', '--role', 'empty', '--flaw', 'expired')).stdout.trim()
    const given = (text: string) =>
      scopectl(['check', '--token', 'env:T', '--route', 'GET /either', '--challenge', '--json'], {
        cwd,
        env: { T: text },
      })
    const [good, bad] = [await given(token), await given(late)]
    expect([good.exit, JSON.parse(good.stdout).status]).toEqual([0, 200])
    expect([bad.exit, JSON.parse(bad.stdout).challenge]).toEqual([
      3,
      'Bearer error="invalid_token"',
    ])
    const nobody = await ask('--anonymous', '--route', 'GET /either')
    expect([nobody.challenge, nobody.missing]).toEqual(['Bearer', null])
    const key = await ask('--user', 'ann', '--route', 'GET /both')
    expect([key.challenge, key.missing]).toEqual(['Bearer error="insufficient_scope"', null])
  })

  test('lists name the level and the other ways', async () => {
    const can = JSON.parse((await run('can', '--role', 'empty', '--json')).stdout)
    const of = (template: string) =>
      can.routes.find((route: { template: string }) => route.template === template)
    expect(of('/either')).toMatchObject({
      status: 200,
      requirement: { kind: 'authenticated', any: [{ scopes: [], other: ['Key'] }] },
    })
    expect(of('/both')).toMatchObject({
      status: 403,
      requirement: { kind: 'scopes', any: [{ scopes: [], other: ['authenticated', 'Key'] }] },
    })
    const text = (await run('can', '--role', 'empty')).stdout
    expect(text).toContain('✓  GET  /either  authenticated, or Key\n')
    expect(text).toContain('✗  GET  /both    needs scheme Key, which is outside this catalog\n')
    const who = JSON.parse((await run('who-can', 'GET /either', '--json')).stdout)
    expect([who.any_token, who.other_ways]).toEqual([true, [{ scopes: [], other: ['Key'] }]])
    const matrix = (await run('matrix', '--format', 'csv')).stdout
    expect(matrix).toBe(
      'route,anonymous,everyone,reader,empty\nGET /either,401,200,200,200\nGET /both,401,403,403,403\nGET /dead,401,200,200,200\nGET /read,401,403,200,403\n',
    )
  })

  test('--explain: what a token provides, and what it cannot', async () => {
    const { stdout } = await run('check', '--user', 'ann', '--route', 'GET /both', '--explain')
    expect(stdout).toContain(
      '  ✗ authenticated + Key\n      ✓ authenticated  the token is accepted\n      ? Key            outside this catalog: its tokens cannot satisfy it\n',
    )
  })

  test('lock records the other ways, and a changed way is a changed line', async () => {
    const own = tempDir({ 'scopes.yaml': CATALOG, 'users.yaml': USERS })
    const locked = await scopectl(['lock'], { cwd: own })
    expect(locked.exit, locked.stderr).toBe(0)
    const lock = readFileSync(join(own, 'access.lock'), 'utf8')
    expect(lock).toContain('route GET /either needs authenticated | [scheme Key]\n')
    expect(lock).toContain('route GET /both needs [authenticated + scheme Key]\n')
    expect(lock).toContain('route GET /dead needs authenticated | [other "the owner"]\n')
    expect((await scopectl(['lock', '--check'], { cwd: own })).exit).toBe(0)
    const wider = CATALOG.replace('{ scheme: Key }] }', '{ scheme: Key }, { scheme: New }] }')
    const changed = tempDir({ 'scopes.yaml': wider, 'users.yaml': USERS, 'access.lock': lock })
    const done = await scopectl(['lock', '--check'], { cwd: changed })
    expect(done.exit).toBe(5)
    expect(done.stdout).toContain('another way in')
  })

  test('the suite that pins the catalog passes, and notices a missing `authenticated`', async () => {
    const own = tempDir({ 'scopes.yaml': CATALOG, 'users.yaml': USERS })
    await scopectl(['init', '--suite'], { cwd: own })
    const suite = readFileSync(join(own, 'scopes.test.yaml'), 'utf8')
    const ran = await scopectl(['test', '--mutate', '--json'], { cwd: own })
    expect([ran.exit, suite.includes('GET /either')]).toEqual([0, true])
    const narrower = CATALOG.replace('[authenticated, { scheme: Key }]', '[{ scheme: Key }]')
    const changed = tempDir({ 'scopes.yaml': narrower, 'scopes.test.yaml': suite })
    expect((await scopectl(['test'], { cwd: changed })).exit).toBe(5)
  })

  test('a question about a catalog that misuses it is never answered', async () => {
    for (const needs of [
      '{ all: [authenticated] }',
      '{ all: [authenticated, read] }',
      '{ any: [{ all: [authenticated, { other: x }] }] }',
      '{ any: [authenticated, { any: [read] }] }',
      '{ any: [public, { scheme: Key }] }',
      '{ any: [authenticated, undecided] }',
    ]) {
      const bad = tempDir({ 'scopes.yaml': `${HEAD}routes:\n  GET /x: ${needs}\n` })
      const args = ['check', '--role', 'reader', '--route', 'GET /x']
      expect((await scopectl(args, { cwd: bad })).exit, needs).toBe(2)
    }
  })
})

describe.concurrent('in a document', () => {
  const key = { type: 'apiKey', in: 'header', name: 'X-Key' }
  const oauth = {
    type: 'oauth2',
    flows: { clientCredentials: { tokenUrl: '/token', scopes: { read: 'Read' } } },
  }
  const text = document(
    {
      '/either': { get: { security: [{ oauth: [] }, { key: [] }] } },
      '/both': { get: { security: [{ oauth: [], key: [] }] } },
      '/read': { get: { security: [{ oauth: ['read'] }] } },
    },
    { components: { securitySchemes: { oauth, key } } },
  )

  test('import writes it; drift, a second import and a merge change nothing', async () => {
    const own = tempDir({ 'api.json': text })
    const at = (...args: string[]) => scopectl(args, { cwd: own })
    expect((await at('import', 'openapi', 'api.json', '-o', 'scopes.yaml')).exit).toBe(0)
    const catalog = readFileSync(join(own, 'scopes.yaml'), 'utf8')
    expect(catalog).toContain('  GET /both:\n    all: [authenticated, { scheme: key }]\n')
    expect(catalog).toMatch(
      /GET \/either:\n {4}any:\n {6}- authenticated\n {6}- \{ scheme: key \}\n/,
    )
    expect((await at('drift', 'api.json')).exit).toBe(0)
    expect((await at('import', 'openapi', 'api.json', '-o', 'scopes.yaml')).exit).toBe(0)
    expect(readFileSync(join(own, 'scopes.yaml'), 'utf8')).toBe(catalog)
    expect((await at('export', 'openapi', '--merge', 'api.json')).exit).toBe(0)
    expect(readFileSync(join(own, 'api.json'), 'utf8')).toBe(text)
  })

  test('drift and merge see a way that is only in the catalog', async () => {
    const own = tempDir({
      'api.json': text,
      'scopes.yaml': `scopes: { read: Read }
routes:
  GET /either: { any: [authenticated, { scheme: key }, { scheme: other }] }
  GET /both: { any: [{ scheme: key }] }
  GET /read: { any: [authenticated, { scheme: key }] }
`,
    })
    const drift = JSON.parse((await scopectl(['drift', 'api.json', '--json'], { cwd: own })).stdout)
    const ids = drift.findings.map(({ id, route }: { id: string; route: string }) => [route, id])
    expect(ids).toContainEqual(['GET /either', 'drift-stronger'])
    expect(ids).toContainEqual(['GET /both', 'drift-stronger'])
    expect(ids).toContainEqual(['GET /read', 'drift-stronger'])
    const merged = await scopectl(['export', 'openapi', '--merge', 'api.json'], { cwd: own })
    expect(merged.exit, merged.stderr).toBe(0)
    const { paths } = JSON.parse(readFileSync(join(own, 'api.json'), 'utf8'))
    expect(paths['/either'].get.security).toEqual([{ oauth: [] }, { key: [] }, { other: [] }])
    expect(paths['/both'].get.security).toEqual([{ key: [] }])
    expect(paths['/read'].get.security).toEqual([{ oauth: [] }, { key: [] }])
  })

  test('a re-import that newly accepts any token needs --force', async () => {
    for (const before of ['read', '{ any: [{ scheme: oauth }, { scheme: key }] }', 'undecided']) {
      const own = tempDir({
        'api.json': text,
        'scopes.yaml': `scopes: { read: Read }\nroutes: { GET /either: ${before} }\n`,
      })
      const args = ['import', 'openapi', 'api.json', '-o', 'scopes.yaml']
      const refused = await scopectl(args, { cwd: own })
      expect([refused.exit, refused.stderr.includes('GET /either')], before).toEqual([2, true])
      expect((await scopectl([...args, '--force'], { cwd: own })).exit).toBe(0)
      expect(readFileSync(join(own, 'scopes.yaml'), 'utf8')).toContain('authenticated')
    }
  })
})
