import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
// @ts-expect-error plain JavaScript
import { graphCatalog } from '../../bench/graph.js'
// @ts-expect-error plain JavaScript
import { catalogOf } from '../../bench/sample.js'
import { commit, git, repository, write } from '../support/git.js'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

const CATALOG = `scopes: { read: "", write: "" }
roles:
  reader: { default: true, scopes: [read] }
  editor: { scopes: [read] }
routes:
  GET /up: public
  GET /a: read
  GET /a/{id}: read
  POST /a: write
  DELETE /a: write
`
const FILES = { 'scopes.yaml': CATALOG, 'users.yaml': 'users: { ann: { roles: [editor] } }\n' }
const read = (cwd: string) => readFileSync(join(cwd, 'access.lock'), 'utf8')
const lock = (cwd: string, ...args: string[]) => scopectl(['lock', ...args], { cwd })
const checked = async (cwd: string) => (await lock(cwd, '--check')).exit

describe('the form', () => {
  test('is kept until the other one is asked for, and the check reads both', async () => {
    const cwd = tempDir(FILES)
    await lock(cwd)
    const lines = read(cwd)
    expect((await lock(cwd, '--fold')).stdout).toBe(
      'access.lock written (folded): 5 routes, 2 roles, 1 user, no client\n',
    )
    const folded = read(cwd)
    expect(folded).toContain('\nform folded\n')
    expect(await checked(cwd)).toBe(0)
    expect((await lock(cwd)).stdout).toContain('is already up to date (folded)')
    write(cwd, { 'scopes.yaml': CATALOG.replace('GET /a: read', 'GET /a: public') })
    expect(await checked(cwd)).toBe(5)
    await lock(cwd)
    expect(read(cwd)).toContain('\nform folded\n')
    write(cwd, FILES)
    const { exit, stderr } = await lock(cwd, '--no-fold')
    expect([exit, stderr]).toEqual([
      0,
      expect.stringMatching(/^warning: .* has a new form, and \d+ entries changed/),
    ])
    expect(read(cwd)).toBe(lines)
    await lock(cwd, '--fold')
    expect(read(cwd)).toBe(folded)
  })

  test('is kept in a conflict, with CRLF, and by --json', async () => {
    const cwd = tempDir(FILES)
    await lock(cwd, '--fold')
    writeFileSync(join(cwd, 'access.lock'), `<<<<<<< HEAD\n${read(cwd)}`.replaceAll('\n', '\r\n'))
    expect(await checked(cwd)).toBe(2)
    await lock(cwd)
    expect(read(cwd)).toContain('form folded\r\n')
    expect(await checked(cwd)).toBe(0)
    for (const args of [['--check'], []]) {
      expect(JSON.parse((await lock(cwd, ...args, '--json')).stdout).form).toBe('folded')
    }
  })

  test.each(['--fold', '--no-fold'])('%s is not for a check', async (flag) => {
    const cwd = tempDir(FILES)
    await lock(cwd)
    const { exit, stderr } = await lock(cwd, '--check', flag)
    expect([exit, stderr]).toEqual([2, expect.stringContaining(`\`${flag}\``)])
  })
})

describe('whatever widens access is a changed line, and the check reports it as for the other form', () => {
  test.each([
    [
      'a role gains a scope',
      'editor: { scopes: [read',
      'editor: { scopes: [read, write',
      ['+group 2 routes ~… allow editor needs write', '+role editor has read write'],
    ],
    [
      'a route becomes public',
      'GET /a: read',
      'GET /a: public',
      ['+GET /a needs public', '+group 2 routes ~… allow anonymous needs public'],
    ],
    [
      'a requirement is weaker',
      'POST /a: write',
      'POST /a: { any: [write, read] }',
      ['+POST /a needs read | write', '+group 1 route ~… allow everyone needs read | write'],
    ],
    [
      'a route is new',
      '  GET /up: public\n',
      '  GET /up: public\n  GET /new: public\n',
      [
        '+GET /new needs public',
        '+group 2 routes ~… allow anonymous needs public',
        '+folder /new 1 route ~… 1 public',
      ],
    ],
    [
      'a scope implies another',
      'read: ""',
      'read: { implies: [write] }',
      ['+scope read => write', '+group 2 routes ~… allow everyone needs write'],
    ],
  ])('%s', async (_what, from, to, expected) => {
    const [folded, lines] = [repository(FILES), tempDir(FILES)]
    await Promise.all([lock(folded, '--fold'), lock(lines)])
    commit(folded, {})
    const changed = { 'scopes.yaml': CATALOG.replace(from, to) }
    expect(changed['scopes.yaml']).not.toBe(CATALOG)
    write(folded, changed)
    write(lines, changed)
    const reports = await Promise.all([folded, lines].map((cwd) => lock(cwd, '--check')))
    expect(reports[0]).toEqual(reports[1])
    expect(reports[0]?.exit).toBe(5)
    await lock(folded)
    const diff = git(folded, 'diff', '-U0', 'access.lock')
      .replace(/~\w{12}/g, '~…')
      .split('\n')
    expect(diff).toEqual(expect.arrayContaining(expected))
  })

  test('a user is added', async () => {
    const cwd = repository(FILES)
    await lock(cwd, '--fold')
    commit(cwd, {})
    write(cwd, { 'users.yaml': 'users: { ann: { roles: [editor] }, ben: { scopes: [write] } }\n' })
    await lock(cwd)
    expect(git(cwd, 'diff', '-U0', 'access.lock').split('\n')).toContain('+user ben has read write')
  })
})

test('an edited lock is refused with its place, and with what to type', async () => {
  const cwd = tempDir(FILES)
  await lock(cwd, '--fold')
  writeFileSync(join(cwd, 'access.lock'), read(cwd).replace('GET /a/{id} needs read\n', ''))
  const { exit, stderr } = await lock(cwd, '--check')
  expect(exit).toBe(2)
  expect(stderr).toMatch(
    /error\[lock-count\]: .*group `read` should have 2 routes, but has 1\n {2}access\.lock:\d+:1\n/,
  )
  expect(stderr).toContain('scopectl lock')
})

test('two branches that add routes merge by union, and the check passes', async () => {
  const cwd = repository({ ...FILES, '.gitattributes': 'access.lock merge=union eol=lf\n' })
  await lock(cwd, '--fold')
  commit(cwd, {})
  const branch = async (name: string, from: string, route: string) => {
    git(cwd, 'checkout', '-q', '-b', name, 'main')
    write(cwd, { 'scopes.yaml': CATALOG.replace(from, `${from}  GET ${route}: read\n`) })
    await lock(cwd)
    commit(cwd, {})
  }
  await branch('one', '  GET /up: public\n', '/a/one')
  await branch('two', '  POST /a: write\n', '/a/two')
  git(cwd, 'merge', '-q', '--no-edit', 'one')
  expect(read(cwd)).not.toContain('<<<<')
  expect(read(cwd).match(/^group .* needs read$/gm)).toHaveLength(2)
  expect(await lock(cwd, '--check')).toMatchObject({ exit: 0, stderr: '' })
  await lock(cwd)
  expect(read(cwd).match(/^group .* needs read$/gm)).toHaveLength(1)
})

describe('the size', () => {
  async function sizeOf(catalog: object, users?: object): Promise<number> {
    const file = users ? { ...catalog, users: 'users.json' } : catalog
    const cwd = tempDir({
      'scopes.json': JSON.stringify(file),
      ...(users ? { 'users.json': JSON.stringify(users) } : {}),
    })
    expect((await lock(cwd, '--fold')).exit).toBe(0)
    expect(await checked(cwd)).toBe(0)
    return Buffer.byteLength(read(cwd))
  }

  test('10,864 routes and 40 roles: at most 1.5 times the names of the routes', async () => {
    const catalog = graphCatalog()
    const names = Object.keys(catalog.routes).reduce((sum, name) => sum + name.length, 0)
    expect(await sizeOf(catalog)).toBeLessThan(1.5 * names)
  })

  test('800 routes, 60 roles and 5,000 users: less than 250 kB', async () => {
    const catalog = catalogOf({ scopes: 400, roles: 60, scopesPerRole: 40, routes: 800 })
    const users = Array.from({ length: 5000 }, (_, i) => [
      `user${i}@example.test`,
      { roles: [...new Set([`role${(i * 7) % 60}`, `role${(i * i) % 60}`])] },
    ])
    expect(await sizeOf(catalog, { users: Object.fromEntries(users) })).toBeLessThan(250_000)
  })
})
