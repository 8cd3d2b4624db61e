import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { FLAGS, imported } from './remembered-document-world.js'

describe.concurrent('how a document is read is remembered in the catalog', () => {
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
})
