import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

const oauth = {
  type: 'oauth2',
  flows: {
    clientCredentials: { tokenUrl: '/token', scopes: { 'user/*.read': 'Read', write: '' } },
  },
}
const apiOf = (more: object = {}) =>
  JSON.stringify({
    openapi: '3.1.0',
    paths: {
      '/silent': { get: {}, put: {} },
      '/said': { get: { security: [{ oauth: ['user/*.read'] }] } },
      ...more,
    },
    components: { securitySchemes: { oauth } },
  })

/** Files that `init --from` wrote. */
async function started(...flags: string[]) {
  const cwd = tempDir({ 'api.json': apiOf() })
  const run = (...args: string[]) => scopectl(args, { cwd })
  const done = await run('init', '--yes', '--from', 'api.json', ...flags)
  expect(done.exit, done.stderr).toBe(0)
  const text = (file: string) => readFileSync(join(cwd, file), 'utf8')
  const edit = (from: string, to: string) => {
    expect(text('scopes.yaml')).toContain(from)
    writeFileSync(join(cwd, 'scopes.yaml'), text('scopes.yaml').replace(from, to))
  }
  return { cwd, run, text, edit }
}

describe.concurrent('what init --from --unstated said', () => {
  test.each(['authenticated', 'public', 'undecided'])(
    '%s: right after it, drift is empty, and neither import nor merge changes anything',
    async (level) => {
      const { run, text } = await started('--unstated', level)
      const before = text('scopes.yaml')
      expect(before).toContain(`GET /silent: ${level}`)
      expect(before).toContain(`openapi: { unstated: ${level} }`)
      const drift = await run('drift', 'api.json')
      expect([drift.exit, drift.stdout]).toEqual([0, 'no drift in 3 operations\n'])
      const again = await run('import', 'openapi', 'api.json', '-o', 'scopes.yaml')
      expect([again.exit, text('scopes.yaml')], again.stderr).toEqual([0, before])
      const merge = await run('export', 'openapi', '--merge', 'api.json', '--fail-on', 'unwritten')
      expect([merge.exit, text('api.json')], merge.stderr).toEqual([0, apiOf()])
    },
  )
  test('a decision in the catalog is never replaced by it', async () => {
    const { run, text, edit } = await started('--unstated', 'authenticated')
    edit('GET /silent: authenticated', 'GET /silent: write')
    edit('PUT /silent: authenticated', 'PUT /silent: undecided')
    const before = text('scopes.yaml')
    const again = await run('import', 'openapi', 'api.json', '-o', 'scopes.yaml', '--force')
    expect([again.exit, text('scopes.yaml')], again.stderr).toEqual([0, before])
    expect(again.stderr).toContain("kept the catalog's decision for `GET /silent`")
    // Silence agrees with a route that nobody has decided, as before.
    const drift = await run('drift', 'api.json')
    expect(drift.exit).toBe(5)
    expect(drift.stdout).toContain('drift-unstated')
    expect(drift.stdout).not.toContain('PUT /silent')
    const merge = await run('export', 'openapi', '--merge', 'api.json')
    expect(merge.stdout).toContain('GET /silent')
    expect((await run('drift', 'api.json')).exit).toBe(0)
  })
  test.each([
    ['authenticated', 5],
    ['undecided', 0],
  ])('%s: drift of a public route is exit %i', async (level, exit) => {
    const { run, edit } = await started('--unstated', level)
    edit(`GET /silent: ${level}`, 'GET /silent: public')
    const drift = await run('drift', 'api.json')
    expect(drift.exit, drift.stdout).toBe(exit)
    if (exit === 5) expect(drift.stdout).toMatch(/drift-unstated.*\n?.*GET \/silent/)
  })
  test('a new operation that states no security gets the level, and import says so', async () => {
    const { cwd, run, text } = await started('--unstated', 'authenticated')
    writeFileSync(join(cwd, 'api.json'), apiOf({ '/new': { get: {} } }))
    const again = await run('import', 'openapi', 'api.json', '-o', 'scopes.yaml')
    expect(again.exit, again.stderr).toBe(0)
    expect(again.stderr).toContain('state no security, so they are authenticated')
    expect(text('scopes.yaml')).toContain('GET /new: authenticated')
  })
  test('nothing is remembered without the flag', async () => {
    const { text } = await started()
    expect(text('scopes.yaml')).not.toContain('openapi:')
  })
})

test('the admin of init --from holds every scope of the document', async () => {
  const { run, text } = await started()
  expect(text('scopes.yaml')).toContain('admin: { scopes: [user/*.read, write]')
  const can = await run('can', '--user', 'alice', '--json')
  expect(can.stdout).toContain('"status":200')
  const token = await run('token', '--user', 'alice', '--scope', 'user/*.read')
  expect(token.exit, token.stderr).toBe(0)
})
