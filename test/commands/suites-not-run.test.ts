import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { commit, repository, write } from '../support/git.js'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'
import { CATALOG, GREEN, RED, run, world } from './suite-world.js'

const files = { 'scopes.yaml': CATALOG, 'users.yaml': 'users: { bob: { roles: [editor] } }' }

describe.concurrent('variants of the discovered names are run', () => {
  test.each([
    'scopes.test.yml',
    'scopes.test.json',
    'a.scopes.test.yml',
    'test/scopes.test.yml',
    'tests/a.b.scopes.test.json',
  ])('%s', async (name) => {
    const red = JSON.stringify({ tests: [{ as: { user: 'bob' }, forbidden: ['POST /items/'] }] })
    const text = name.endsWith('.json') ? red : RED
    const { exit, stderr } = await run(world({ 'scopes.test.yaml': GREEN, [name]: text }))
    expect([exit, stderr]).toEqual([5, expect.stringContaining('1 passed, 1 failed')])
  })
})

describe.concurrent('a file that looks like a suite but is not run gives a warning', () => {
  const NOT_RUN = [
    'test/access/scopes.test.yaml',
    'test/deep/er/a.scopes.test.json',
    'e2e/scopes.test.yml',
    'spec/b.scopes.test.yaml',
    'scopes.tests.yaml',
    'scopes-test.yaml',
    'scopes_test.yml',
    'scope.test.yaml',
    'a.scopes.tests.json',
    '.scopes.test.yaml',
    'Scopes.Test.YAML',
    'test/scopestest.yaml',
  ]
  test.each(NOT_RUN)('%s', async (name) => {
    const cwd = repository({ ...files, 'scopes.test.yaml': GREEN, [name]: RED })
    for (const args of [[], ['-q'], ['--json']]) {
      const { exit, stdout, stderr } = await run(cwd, ...args)
      expect(exit).toBe(0)
      const said = args.includes('--json') ? JSON.stringify(JSON.parse(stdout).notes) : stderr
      expect(said).toContain(`\`${name}\``)
      expect(said).toContain('is not run')
      if (!args.includes('--json')) expect(stderr).toContain('warning: ')
    }
  })

  test('all of them in one warning, with paths relative to the current folder', async () => {
    const cwd = repository({
      'README.md': 'x',
      'api/scopes.yaml': CATALOG,
      'api/users.yaml': files['users.yaml'],
      'api/test/scopes.test.yaml': GREEN,
      'api/test/x/scopes.test.yaml': RED,
      'test/a.scopes.test.yaml': RED,
    })
    const { exit, stderr } = await run(join(cwd, 'api'))
    expect(exit).toBe(0)
    expect(stderr).toContain('`../test/a.scopes.test.yaml` and `test/x/scopes.test.yaml`')
    expect(stderr.match(/warning/g)).toHaveLength(1)
  })

  test('without any other suite, the error mentions it', async () => {
    const cwd = repository({ ...files, 'e2e/scopes.test.yaml': GREEN })
    const { exit, stderr } = await run(cwd)
    expect([exit, stderr]).toEqual([2, expect.stringContaining('error[no-suites]')])
    expect(stderr).toContain('`e2e/scopes.test.yaml`')
  })

  test('what another catalog runs, what is not a suite, what git does not track and what is named: no warning', async () => {
    const cwd = repository({
      ...files,
      'scopes.test.yaml': GREEN,
      'other/scopes.yaml': CATALOG,
      'other/scopes.test.yaml': GREEN,
      'other/test/scopes.test.yaml': GREEN,
      'docs/scopes.test.md': 'x',
      'docs/scopes.test.schema.json': '{}',
      'docs/kaleidoscopes.test.yaml': 'x: 1',
      'latest.yaml': 'x: 1',
    })
    write(cwd, { 'build/scopes.test.yaml': RED })
    const { exit, stderr } = await run(cwd)
    expect([exit, stderr]).toEqual([0, expect.not.stringContaining('warning')])
    commit(cwd, { 'e2e/scopes.test.yaml': GREEN })
    const named = await run(cwd, 'scopes.test.yaml')
    expect([named.exit, named.stderr]).toEqual([0, expect.not.stringContaining('warning')])
  })
})

test('a folder of suites that cannot be listed is an error', async () => {
  const cwd = world({ 'scopes.test.yaml': GREEN })
  symlinkSync('test', join(cwd, 'test'))
  const { exit, stderr } = await run(cwd)
  expect([exit, stderr]).toEqual([2, expect.stringContaining('file-loop')])
})

describe.concurrent('a route that no request can match is an invalid question', () => {
  const FOREIGN = CATALOG.replace(
    'routes:',
    'routes:\n  DELETE /users/{id}: write\n  DELETE /old/:id: write\n  ANY /any: write\n',
  )
  const ask = (route: string): string =>
    `tests:\n  - as: { user: bob }\n    allow:\n      - "${route}"\n`
  test.each([
    ['DELETE /users/:id', '`DELETE /users/{id}`'],
    ['DELETE /old/:id', '`DELETE /old/{id}`'],
    ['DELETE /users/:userId', '`DELETE /users/{id}`'],
    ['DELETE /users/*', '`DELETE /users/{id}`'],
    ['DELETE /users/*id', undefined],
    ['ANY /any', 'GET'],
    ['DELETE /users/<id>', undefined],
    ['DELETE /users/{id:int}', undefined],
    ['DELETE /user/{id}', undefined],
    ['DELET /users/{id}', undefined],
    ['delete /users/{id}', undefined],
  ])('%s', async (route, hint) => {
    const cwd = world({ 'scopes.yaml': FOREIGN, 'scopes.test.yaml': ask(route) })
    const { exit, stderr } = await run(cwd)
    expect([exit, stderr]).toEqual([2, expect.stringContaining('scopes.test.yaml:4:9')])
    if (hint) expect(stderr).toContain(hint)
    const table = `subjects: { bob: { user: bob } }\ntable:\n  columns: [bob]\n  rows:\n    "${route}": 200\n`
    const cells = await run(world({ 'scopes.yaml': FOREIGN, 'scopes.test.yaml': table }))
    expect(cells.exit).toBe(2)
    const csv = world({ 'scopes.yaml': FOREIGN, 't.csv': `route,user:bob\n${route},200\n` })
    expect((await run(csv, '--table', 't.csv')).exit).toBe(2)
  })

  test('a colon inside a segment is plain text', async () => {
    const catalog = CATALOG.replace('routes:', 'routes:\n  POST /accounts:lookUp: write\n')
    const cwd = world({ 'scopes.yaml': catalog, 'scopes.test.yaml': ask('POST /accounts:lookUp') })
    expect((await run(cwd)).exit).toBe(0)
  })
})

test('a users file under another name gives a warning too', async () => {
  const cwd = tempDir({ 'scopes.yaml': CATALOG, 'users.yml': 'users: { bob: {} }\n' })
  for (const args of [['lint'], ['matrix', '--by', 'user', '-q'], ['lock']]) {
    const { stderr } = await scopectl(args, { cwd })
    expect(stderr, args[0]).toMatch(/warning: `users.yml` is ignored\nhint: /)
  }
  const named = await scopectl(['lock', '--users-file', 'users.yml'], { cwd })
  expect(named.stderr).not.toContain('warning')
})

test('a subject that no test names gives a warning', async () => {
  const suite = `subjects:\n  bob: { user: bob }\n  stale: { user: bob, flaw: expired }\n${GREEN}`
  const { exit, stderr } = await run(world({ 'scopes.test.yaml': suite }))
  expect([exit, stderr]).toEqual([0, expect.stringContaining('warning: ')])
  expect(stderr).toContain('scopes.test.yaml:2:3')
  expect(stderr).toContain('`bob` and `stale`')
  const used = suite.replace('as: { user: bob }', 'as: [bob, stale]').replace('allow', 'deny')
  expect((await run(world({ 'scopes.test.yaml': used }))).stderr).not.toContain('warning')
})
