import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

const flow = (...scopes: string[]) => ({
  type: 'oauth2',
  flows: {
    clientCredentials: {
      tokenUrl: '/token',
      scopes: Object.fromEntries(scopes.map((name) => [name, ''])),
    },
  },
})
/** Without flags, `users` is the scheme of the tokens, and `/old` the prefix. */
const API = JSON.stringify({
  openapi: '3.1.0',
  servers: [{ url: '/old' }],
  paths: {
    '/items': { get: { security: [{ users: ['read'] }] } },
    '/jobs': { get: { security: [{ users: ['read'] }, { machines: ['run'] }] } },
  },
  components: {
    securitySchemes: { users: flow('read'), machines: flow('run'), key: { type: 'apiKey' } },
  },
})
const FLAGS = ['--scheme', 'machines', '--base-path', '/v1/']

/** A catalog imported with flags. */
async function imported(flags: readonly string[] = FLAGS, file = 'scopes.yaml') {
  const cwd = tempDir({ 'api.json': API, 'access/users.yaml': 'users: {}\n' })
  const run = (...args: string[]) => scopectl(args, { cwd })
  const done = await run('import', 'openapi', 'api.json', '-o', file, ...flags)
  expect(done.exit, done.stderr).toBe(0)
  const text = () => readFileSync(join(cwd, file), 'utf8')
  return { cwd, run, text }
}

describe.concurrent('how a document is read is remembered in the catalog', () => {
  test('import writes its flags; drift, the next import and export --merge need none', async () => {
    const { run, text, cwd } = await imported()
    expect(text()).toContain('openapi: { scheme: machines, base_path: /v1 }\n')
    expect(text()).toContain('GET /v1/jobs:')
    const drift = await run('drift', 'api.json')
    expect([drift.exit, drift.stdout, drift.stderr]).toEqual([0, 'no drift in 2 operations\n', ''])
    const before = text()
    const again = await run('import', 'openapi', 'api.json', '-o', 'scopes.yaml')
    expect([again.exit, again.stdout.split('\n')[0]]).toEqual([
      0,
      'scopes.yaml is already up to date',
    ])
    expect(text()).toBe(before)
    const merged = await run('export', 'openapi', '--merge', 'api.json')
    expect(merged.exit, merged.stderr).toBe(0)
    expect(readFileSync(join(cwd, 'api.json'), 'utf8')).toBe(API)
  })
  test('several schemes, what {} means, and the root of references too', async () => {
    const flags = [
      '--scheme',
      'users',
      '--scheme',
      'machines',
      '--optional',
      'ignore',
      '--root',
      '.',
    ]
    const { run, text, cwd } = await imported(flags, 'access/scopes.yaml')
    expect(text()).toContain('openapi: { scheme: [users, machines], optional: ignore, root: .. }\n')
    const at = ['-c', 'access/scopes.yaml']
    const drift = await run('drift', 'api.json', ...at)
    expect([drift.exit, drift.stderr]).toEqual([0, ''])
    const before = text()
    const again = await run('import', 'openapi', 'api.json', '-o', 'access/scopes.yaml')
    expect([again.exit, text()]).toEqual([0, before])
    const merged = await run('export', 'openapi', '--merge', 'api.json', ...at)
    expect([merged.exit, readFileSync(join(cwd, 'api.json'), 'utf8')]).toEqual([0, API])
    const other = await run('drift', 'api.json', '--optional', 'public', '--scheme', 'users', ...at)
    expect(other.stderr).toContain('`--optional public` overrides `openapi: { optional: ignore }`')
    expect(other.stderr).toContain('`openapi: { scheme: [users, machines] }`')
    const changed = await run(
      'import',
      'openapi',
      'api.json',
      '-o',
      'access/scopes.yaml',
      '--scheme',
      'users',
      '--force',
    )
    expect(changed.exit, changed.stderr).toBe(0)
    expect(text()).toContain('openapi: { scheme: users, optional: ignore, root: .. }\n')
  })
  test('a remembered root never leads out of the repository: that needs the flag', async () => {
    const outside = tempDir({ 'shared.json': '{ "get": { "security": [{ "users": ["read"] }] } }' })
    const document = JSON.parse(API)
    const ref = `../${outside.split('/').at(-1)}/shared.json`
    document.paths['/far'] = { $ref: ref }
    const cwd = tempDir({ 'api.json': JSON.stringify(document), 'users.yaml': 'users: {}\n' })
    const run = (...args: string[]) => scopectl(args, { cwd })
    const flagged = await run('import', 'openapi', 'api.json', '-o', 'scopes.yaml', '--root', '..')
    expect(flagged.exit, flagged.stderr).toBe(0)
    expect(readFileSync(join(cwd, 'scopes.yaml'), 'utf8')).toContain('/far: read')
    expect((await run('drift', 'api.json', '--root', '..')).exit).toBe(0)
    const drift = await run('drift', 'api.json')
    expect([drift.exit, drift.stderr]).toEqual([5, expect.stringContaining('--root DIR')])
  })
  test('without flags nothing is remembered', async () => {
    const { text } = await imported([])
    expect(text()).not.toContain('openapi:')
  })
  test('import prints the settings too if it writes no file', async () => {
    const { run } = await imported([])
    const done = await run('import', 'openapi', 'api.json', '--base-path', '/')
    expect(done.stdout).toContain('openapi: { base_path: / }\n')
  })
  test('a flag that differs applies to one run of drift and export, which say so', async () => {
    const { run, text } = await imported()
    const before = text()
    const drift = await run('drift', 'api.json', '--scheme', 'users', '--json')
    const { findings, notes } = JSON.parse(drift.stdout)
    expect([drift.exit, findings.length > 0]).toEqual([5, true])
    const message =
      '`--scheme users` overrides `openapi: { scheme: machines }` of the catalog, which keeps its value'
    expect(notes).toMatchObject([{ code: 'openapi-flag-differs', message }])
    const merged = await run(
      'export',
      'openapi',
      '--merge',
      'api.json',
      '-o',
      '-',
      '--base-path',
      '/',
    )
    expect(merged.stderr).toContain('`--base-path /` overrides `openapi: { base_path: /v1 }`')
    expect(text()).toBe(before)
  })
  test('a flag with the remembered value is not worth a note', async () => {
    const { run } = await imported()
    expect((await run('drift', 'api.json', ...FLAGS)).stderr).toBe('')
  })
  test('import with another flag updates the file, and says so', async () => {
    const { run, text } = await imported(['--base-path', '/v1'])
    const done = await run(
      'import',
      'openapi',
      'api.json',
      '-o',
      'scopes.yaml',
      '--base-path',
      '/v2',
    )
    expect(done.exit, done.stderr).toBe(0)
    expect(done.stdout).toMatch(/^ *~ openapi +base_path +\/v2 +\(was \/v1\)$/m)
    expect(text()).toContain('openapi: { base_path: /v2 }\n')
    const more = await run(
      'import',
      'openapi',
      'api.json',
      '-o',
      'scopes.yaml',
      '--scheme',
      'users',
    )
    expect(more.stdout).toMatch(/^ *\+ openapi +scheme +users$/m)
    expect(text()).toContain('openapi: { base_path: /v2, scheme: users }\n')
    const drift = await run('drift', 'api.json', '--json')
    expect(JSON.parse(drift.stdout).findings).toMatchObject([
      { id: 'drift-gone-route', route: 'GET /v1/items' },
      { id: 'drift-gone-route', route: 'GET /v1/jobs' },
    ])
  })
  test.each([
    ['version: 1\n', 'version: 1\nopenapi:\n  scheme: users\n'],
    [
      '# head\nversion: 1 # of the file\n',
      '# head\nversion: 1 # of the file\nopenapi:\n  scheme: users\n',
    ],
    ['openapi:\n  base_path: /old # why\n', 'openapi:\n  base_path: /old # why\n  scheme: users\n'],
    ['openapi:\n  scheme: machines # why\n', 'openapi:\n  scheme: users # why\n'],
    ['openapi: {}\n', 'openapi: { scheme: users }\n'],
    ['openapi: { x-team: a } # why\n', 'openapi: { x-team: a, scheme: users } # why\n'],
  ])('an existing file is edited in place: %j', async (head, edited) => {
    const { cwd, run, text } = await imported([])
    const rest = text().slice(text().indexOf('scopes:'))
    writeFileSync(join(cwd, 'scopes.yaml'), head + rest)
    const args = [
      'import',
      'openapi',
      'api.json',
      '-o',
      'scopes.yaml',
      '--scheme',
      'users',
      '--force',
    ]
    const done = await run(...args)
    expect(done.exit, done.stderr).toBe(0)
    expect(text()).toBe(edited + rest)
  })
  test('a catalog in JSON remembers them as well', async () => {
    const { run, text } = await imported(FLAGS, 'scopes.json')
    expect(JSON.parse(text()).openapi).toEqual({ scheme: 'machines', base_path: '/v1' })
    const args = ['import', 'openapi', 'api.json', '-o', 'scopes.json', '--base-path', '/']
    expect((await run(...args)).exit).toBe(0)
    expect(JSON.parse(text()).openapi).toEqual({ scheme: 'machines', base_path: '/' })
    expect((await run('drift', 'api.json', '--json')).stdout).not.toContain(
      'drift-undeclared-route',
    )
  })
  test('export writes a document that is read in the same way', async () => {
    const { run, cwd } = await imported()
    expect((await run('export', 'openapi', '-o', 'own.json')).exit).toBe(0)
    const own = JSON.parse(readFileSync(join(cwd, 'own.json'), 'utf8'))
    expect(Object.keys(own.paths)).toEqual(['/items', '/jobs'])
    const drift = await run('drift', 'own.json')
    expect([drift.exit, drift.stdout]).toEqual([0, 'no drift in 2 operations\n'])
    writeFileSync(
      join(cwd, 'scopes.yaml'),
      `${readFileSync(join(cwd, 'scopes.yaml'), 'utf8').trimEnd()}\n  GET /other: run\n`,
    )
    const full = await run('export', 'openapi', '-o', 'full.json')
    expect(full.stderr).toContain('not every path is below')
    const json = await run('export', 'openapi', '--json')
    expect(JSON.parse(json.stdout).notes).toMatchObject([{ code: 'export-full-paths' }])
    expect((await run('drift', 'full.json', '--base-path', '/')).exit).toBe(0)
  })
  test('init --from remembers them as well', async () => {
    const cwd = tempDir({ 'api.json': API, 'access/users.yaml': 'users: {}\n' })
    const done = await scopectl(['init', '--yes', '--from', 'api.json', ...FLAGS], { cwd })
    expect(done.exit, done.stderr).toBe(0)
    const drift = await scopectl(['drift', 'api.json'], { cwd })
    expect([drift.exit, drift.stdout]).toEqual([0, 'no drift in 2 operations\n'])
  })
  test('it is not a fact of the lock', async () => {
    const { run, cwd } = await imported([])
    expect((await run('lock')).exit).toBe(0)
    const file = join(cwd, 'scopes.yaml')
    const text = readFileSync(file, 'utf8')
    writeFileSync(file, `openapi: { scheme: users, base_path: /old }\n${text}`)
    expect((await run('lock', '--check')).exit).toBe(0)
  })
  test.each([
    ['openapi: { schema: users }', 'unknown-key'],
    ['openapi: { optional: maybe }', undefined],
    ['openapi: { scheme: [] }', undefined],
    ['openapi: { base_path: v1 }', 'openapi-bad-prefix'],
    ['openapi: { base_path: "/a/../b" }', 'openapi-bad-prefix'],
    ['openapi: { scheme: "" }', undefined],
    ['openapi: { scheme: 1 }', undefined],
    ['openapi: users', undefined],
  ])('%s is an error of the file', async (line, code) => {
    const { run, cwd } = await imported([])
    writeFileSync(
      join(cwd, 'scopes.yaml'),
      `${line}\nscopes: { read: "" }\nroutes: { GET /a: read }\n`,
    )
    const done = await run('drift', 'api.json', '--json')
    const { problem } = JSON.parse(done.stdout)
    expect([done.exit, problem.problems[0].line]).toEqual([2, 1])
    if (code !== undefined) expect(problem.code).toBe(code)
  })
  test.each([
    ['gone', 'openapi-no-scheme'],
    ['key', 'openapi-scheme-kind'],
  ])(
    'a remembered scheme that the document does not have (%s) is reported in the catalog',
    async (scheme, code) => {
      const { run, cwd } = await imported([])
      const catalog = `openapi:\n  scheme: ${scheme}\nscopes: { read: "" }\nroutes: { GET /a: read }\n`
      writeFileSync(join(cwd, 'scopes.yaml'), catalog)
      for (const args of [
        ['drift', 'api.json'],
        ['import', 'openapi', 'api.json', '-o', 'scopes.yaml'],
        ['export', 'openapi', '--merge', 'api.json'],
      ]) {
        const done = await run(...args, '--json')
        const { problem } = JSON.parse(done.stdout)
        expect([done.exit, problem.code]).toEqual([2, code])
        expect(problem.problems).toMatchObject([{ file: 'scopes.yaml', line: 2 }])
      }
      expect(readFileSync(join(cwd, 'scopes.yaml'), 'utf8')).toBe(catalog)
    },
  )
})
