import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'
import { CATALOG, exitOf, GREEN, RED, run, suite, world } from './suite-world.js'

describe.concurrent('which suites are run', () => {
  const found = async (cwd: string, ...args: readonly string[]) => {
    const { stdout } = await run(cwd, '--json', ...args)
    const { suites, problem } = JSON.parse(stdout)
    return problem ? problem.code : suites.map((each: { file: string }) => each.file)
  }

  test('those next to the catalog, and directly in test/ and tests/', async () => {
    const names = [
      'scopes.test.yaml',
      'a.scopes.test.json',
      'scopes.test.yml',
      'test/b.scopes.test.yaml',
      'tests/scopes.test.yaml',
    ]
    const others = ['test/deep/scopes.test.yaml', 'other.test.yaml', 'src/scopes.test.yaml']
    const texts = [...names, ...others].map((name) => [
      name,
      name.endsWith('json')
        ? JSON.stringify({ tests: [{ as: { user: 'bob' }, allow: ['POST /items/'] }] })
        : GREEN,
    ])
    const dir = world(Object.fromEntries(texts))
    const [first = '', second = '', ...rest] = names
    expect(await found(dir)).toEqual([second, first, ...rest])
    mkdirSync(join(dir, 'deep/er'), { recursive: true })
    expect(await found(join(dir, 'deep/er'))).toHaveLength(names.length)
  })

  test('finding none does not pass', async () => {
    const dir = world({ 'scope.test.yml': GREEN })
    const { exit, stderr } = await run(dir)
    expect(exit).toBe(2)
    expect(stderr).toContain('error[no-suites]')
    expect(stderr).toContain('scope.test.yml')
  })

  test('only the named ones, each once', async () => {
    const dir = world({ 'scopes.test.yaml': RED, 'mine.yaml': GREEN })
    expect(await found(dir, 'mine.yaml', 'mine.yaml')).toEqual(['mine.yaml'])
    expect(await found(dir, 'none.yaml')).toBe('file-missing')
    expect(await found(dir, 'mine.yaml', '.')).toBe('file-not-regular')
  })

  test('one from stdin', async () => {
    const dir = world()
    const piped = (input: string) => scopectl(['test', '-'], { cwd: dir, input })
    expect((await piped(GREEN)).exit).toBe(0)
    expect((await piped(RED)).exit).toBe(5)
    expect((await piped('')).exit).toBe(2)
    expect(await exitOf(dir, '-', '-')).toBe(2)
  })

  test('a table, alone or with others', async () => {
    const dir = world({ 'm.csv': 'route,everyone,editor\nPOST /items/,403,200\n', 'red.yaml': RED })
    expect(await found(dir, '--table', 'm.csv')).toEqual(['m.csv'])
    expect(await found(dir, 'red.yaml', '--table', 'm.csv')).toEqual(['red.yaml', 'm.csv'])
  })
})

describe.concurrent('what a suite is tested against', () => {
  const other = CATALOG.replace('POST /items/: write', 'POST /items/: read')

  test('its own catalog and users, relative to it; a flag takes precedence', async () => {
    const dir = world({
      'old/scopes.yaml': other,
      'old/people.yaml': 'users: { dan: {} }',
      'test/scopes.test.yaml': `catalog: ../old/scopes.yaml\nusers: ../old/people.yaml\n${suite('allow', '{ user: dan }')}`,
    })
    expect(await exitOf(dir)).toBe(0)
    expect(await exitOf(dir, '--users-file', 'users.yaml')).toBe(2)
    writeFileSync(
      join(dir, 'test/scopes.test.yaml'),
      `catalog: ../old/scopes.yaml\n${suite('allow', '{ role: reader }')}`,
    )
    expect(await exitOf(dir)).toBe(0)
    expect(await exitOf(dir, '-c', 'scopes.yaml')).toBe(5)
  })

  test('with inline users no users file is needed, nor read', async () => {
    const dir = world({
      'users.yaml': 'broken: [',
      'scopes.test.yaml': `users: { bob: { roles: [editor] } }\n${GREEN}`,
    })
    expect(await exitOf(dir)).toBe(0)
  })

  test('its own time, unless --at gives another one', async () => {
    const token = 'tests: [{ as: { token: env:T }, allow: [GET /items/] }]'
    const dir = world({ 'scopes.test.yaml': `now: 2026-01-01T00:01:00Z\n${token}` })
    const made = await scopectl(['token', '--user', 'bob'], {
      cwd: dir,
      at: '2026-01-01T00:00:00Z',
    })
    const env = { T: made.stdout.trim() }
    expect((await scopectl(['test'], { cwd: dir, env })).exit).toBe(0)
    const late = await scopectl(['test'], { cwd: dir, env, at: '2027-01-01' })
    expect(late.exit).toBe(5)
    expect(late.stdout).toContain('unauthorized (expired)')
    expect(late.stdout + late.stderr).not.toContain(env.T)
    expect((await scopectl(['test'], { cwd: dir })).exit).toBe(2)
  })

  test('a token file is relative to the suite', async () => {
    const text = 'tests: [{ as: { token: file:bob.jwt }, allow: [GET /items/] }]'
    const dir = world({ 'test/scopes.test.yaml': text })
    const made = await scopectl(['token', '--user', 'bob'], { cwd: dir })
    writeFileSync(join(dir, 'test/bob.jwt'), made.stdout)
    expect(await exitOf(dir)).toBe(0)
  })

  test('all problems of all suites are reported at once', async () => {
    const dir = world({ 'a.yaml': suite('allow', 'nobody'), 'b.yaml': 'tests: [' })
    const { exit, stderr } = await run(dir, 'a.yaml', 'b.yaml')
    expect(exit).toBe(2)
    expect(stderr).toMatch(/a\.yaml:2:9[\s\S]*b\.yaml:1/)
  })
})

describe.concurrent('the exit code', () => {
  const ways = [
    [],
    ['--json'],
    ['-q'],
    ['--no-tokens'],
    ['--format', 'tap'],
    ['--report', 'junit'],
    ['--report', 'tap'],
    ['--report', 'github'],
    ['--report', 'json', '--report', 'text=out.txt'],
    ['--report', 'junit=a.xml', '--report', 'github=b.txt'],
  ]
  test.each(ways)('does not depend on the format: %s %s', async (...args) => {
    const skipped = 'tests: [{ as: { user: bob }, skip: later, allow: [GET /items/] }]'
    const dir = world({ 'g.yaml': GREEN, 'r.yaml': RED, 's.yaml': skipped, 'x.yaml': 'tests: []' })
    const exits = (...files: string[]) => exitOf(dir, ...files, ...args)
    expect(await exits('g.yaml')).toBe(0)
    expect(await exits('g.yaml', 's.yaml')).toBe(0)
    expect(await exits('g.yaml', 'r.yaml')).toBe(5)
    expect(await exits('r.yaml', 'x.yaml')).toBe(2)
    expect(await exits('s.yaml')).toBe(2)
  })

  test('is 2 if a filter matches nothing', async () => {
    const dir = world({ 'scopes.test.yaml': GREEN })
    expect(await exitOf(dir, '--filter', 'user*')).toBe(0)
    expect(await exitOf(dir, '--filter', '*POST*')).toBe(0)
    expect(await exitOf(dir, '--filter', 'User*')).toBe(2)
  })
})

test('--bail stops all suites at the first failure', async () => {
  const dir = world({ 'a.yaml': RED + RED.slice(7), 'b.yaml': GREEN })
  const { stdout, exit } = await run(dir, 'a.yaml', 'b.yaml', '--bail', '--json')
  expect(exit).toBe(5)
  expect(JSON.parse(stdout)).toMatchObject({ passed: 0, failed: 1, not_run: 2 })
})

test('the files written by init pass', async () => {
  const dir = tempDir()
  expect((await scopectl(['init', '--yes'], { cwd: dir })).exit).toBe(0)
  expect(await exitOf(dir)).toBe(0)
  expect(await exitOf(dir, '--no-tokens')).toBe(0)
})

test("the repository's own suite passes", async () => {
  expect(await exitOf(process.cwd())).toBe(0)
})
