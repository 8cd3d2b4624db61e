import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

/** A vendor that lists a legacy scope beside its replacement. */
const flow = {
  type: 'oauth2',
  flows: {
    clientCredentials: {
      tokenUrl: 'https://id.test/token',
      scopes: { files: 'Deprecated. Read everything.', content: 'Read contents', notes: 'Write' },
    },
  },
}
const API = JSON.stringify(
  {
    openapi: '3.1.0',
    paths: {
      '/content': { get: { security: [{ key: [] }, { oauth: ['content', 'files'] }] } },
      '/both': { get: { security: [{ oauth: ['content', 'files'], key: [] }] } },
      '/notes': { post: { security: [{ oauth: ['notes'] }] } },
      '/me': { get: { security: [{ oauth: [] }] } },
    },
    components: {
      securitySchemes: { oauth: flow, key: { type: 'apiKey', in: 'header', name: 'K' } },
    },
  },
  null,
  2,
)

async function imported(...flags: string[]) {
  const cwd = tempDir({ 'api.json': API })
  const run = (...args: string[]) => scopectl(args, { cwd })
  const done = await run('import', 'openapi', 'api.json', '-o', 'scopes.yaml', ...flags)
  expect(done.exit, done.stderr).toBe(0)
  const text = (file: string) => readFileSync(join(cwd, file), 'utf8')
  const edit = (from: string, to: string) => {
    expect(text('scopes.yaml')).toContain(from)
    writeFileSync(join(cwd, 'scopes.yaml'), text('scopes.yaml').replace(from, to))
  }
  return { cwd, run, text, edit, stderr: done.stderr }
}

describe.concurrent('a document whose lists mean OR', () => {
  test('is read as the standard says, and import proposes the flag', async () => {
    const { text, stderr } = await imported()
    expect(text('scopes.yaml')).toMatch(
      /GET \/content:\s+any:\s+- \{ scheme: key }\s+- content files\n/,
    )
    expect(stderr).toContain(
      '2 operations need several scopes at once although one seems to be enough, like `content` or `files`: `GET /content`, `GET /both`',
    )
    expect(stderr).toContain('for 2 operations: --any-of')
  })
  test('with --any-of, each scope of a list is an alternative; the rest of an entry is still needed', async () => {
    const { run, text, stderr } = await imported('--any-of')
    const catalog = text('scopes.yaml')
    expect(catalog).toContain('openapi: { any_of: true }\n')
    expect(catalog).toMatch(/GET \/content:\s+any:\s+- \{ scheme: key }\s+- content\s+- files\n/)
    expect(catalog).toContain('{ all: [content, { scheme: key }] }')
    expect(catalog).toContain('POST /notes: notes')
    expect(catalog).toContain('GET /me: authenticated')
    expect(stderr).toContain('2 operations depend on `--any-of`')
    expect(stderr).not.toContain('one seems to be enough')
    const ask = async (scopes: string, route: string) =>
      (await run('check', '--scopes', scopes, '--route', route)).exit
    expect(await ask('files', 'GET /content')).toBe(0)
    expect(await ask('content', 'GET /content')).toBe(0)
    expect(await ask('notes', 'GET /content')).toBe(4)
    expect(await ask('files content', 'GET /both')).toBe(4)
  })
  test('drift, the next import and export --merge read it in the same way', async () => {
    const { run, text } = await imported('--any-of')
    expect((await run('drift', 'api.json')).exit).toBe(0)
    const before = text('scopes.yaml')
    expect((await run('import', 'openapi', 'api.json', '-o', 'scopes.yaml')).exit).toBe(0)
    expect(text('scopes.yaml')).toBe(before)
    const merge = ['export', 'openapi', '--merge', 'api.json', '--fail-on', 'unwritten']
    expect((await run(...merge)).exit).toBe(0)
    expect(text('api.json')).toBe(API)
  })
  test('the flag wins over the catalog for one run, and import keeps it', async () => {
    const { run, edit, text } = await imported('--any-of')
    edit('openapi: { any_of: true }', 'openapi: { any_of: false }')
    const drift = await run('drift', 'api.json', '--any-of')
    expect(drift.exit, drift.stdout).toBe(0)
    expect(drift.stderr).toContain('`--any-of` overrides `openapi: { any_of: false }`')
    expect((await run('drift', 'api.json')).exit).toBe(5)
    await run('import', 'openapi', 'api.json', '-o', 'scopes.yaml', '--any-of')
    expect(text('scopes.yaml')).toContain('openapi: { any_of: true }')
  })
  test('a second import with the flag allows more, so it needs --force', async () => {
    const { run, text } = await imported()
    const again = ['import', 'openapi', 'api.json', '-o', 'scopes.yaml', '--any-of']
    expect((await run(...again)).exit).toBe(2)
    const forced = await run(...again, '--force')
    expect(forced.stdout).toContain('any_of')
    expect(text('scopes.yaml')).toContain('any_of: true')
    expect((await run('drift', 'api.json')).exit).toBe(0)
  })
  test('merge writes alternatives, and lists a route that needs several scopes as not written', async () => {
    const { run, text, edit } = await imported('--any-of')
    edit('POST /notes: notes', 'POST /notes: { any: [notes, content] }')
    edit('GET /me: authenticated', 'GET /me: content files')
    const merge = ['export', 'openapi', '--merge', 'api.json', '--fail-on', 'unwritten']
    const done = await run(...merge)
    expect(done.exit, done.stderr).toBe(5)
    expect(done.stdout).toContain('~ POST /notes')
    expect(done.stdout).toMatch(/GET \/me .*needs several scopes/)
    const { paths } = JSON.parse(text('api.json')) as typeof JSON & { paths: Record<string, never> }
    expect(paths['/notes']).toEqual({
      post: { security: [{ oauth: ['notes'] }, { oauth: ['content'] }] },
    })
    expect(paths['/me']).toEqual({ get: { security: [{ oauth: [] }] } })
    expect((await run('drift', 'api.json')).stdout).toContain('GET /me')
  })
  test('merge adds a scheme, and lists a route that needs several scopes for what it is', async () => {
    const catalog = [
      'openapi: { any_of: true }',
      'scopes: { a: "", b: "" }',
      'routes: { GET /both: a b, GET /a: a }',
    ]
    const paths = { '/both': { get: {} }, '/a': { get: {} } }
    const api = JSON.stringify({ openapi: '3.1.0', paths })
    const cwd = tempDir({ 'scopes.yaml': `${catalog.join('\n')}\n`, 'api.json': api })
    const merge = ['export', 'openapi', '--merge', 'api.json', '--add-scheme', 'oauth']
    const done = await scopectl(merge, { cwd })
    expect(done.exit, done.stderr).toBe(0)
    expect(done.stdout).toContain('~ GET /a')
    expect(done.stdout).toMatch(/GET \/both .*needs several scopes/)
  })
  test('an exported document means what it says, with and without the setting', async () => {
    const { cwd, run, edit } = await imported('--any-of')
    edit('GET /me: authenticated', 'GET /me: content files')
    expect((await run('export', 'openapi', '-o', 'own.json')).exit).toBe(0)
    expect((await run('drift', 'own.json')).exit).toBe(0)
    expect((await run('import', 'openapi', 'own.json', '-o', 'new.yaml')).exit).toBe(0)
    expect(readFileSync(join(cwd, 'new.yaml'), 'utf8')).toContain('GET /me: content files')
  })
})
