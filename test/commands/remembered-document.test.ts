import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'
import { API, FLAGS, imported } from './remembered-document-world.js'

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
})
