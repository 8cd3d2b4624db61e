import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { withSetting } from '../../src/io/edit-users.js'
import { cpuTimer } from '../support/cpu-time.js'
import { commit, git, write } from '../support/git.js'
import { shell } from '../support/init-conversation.js'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

const CATALOG = `scopes: { read: Read, write: Write }
roles: { editor: { scopes: [write] } }
routes: { GET /a: read, POST /a: write }
`
const numbered = (count: number, line: (i: number) => string, between = ''): string =>
  Array.from({ length: count }, (_, i) => line(i)).join(between)

/** Three names and values for each user. */
const yaml = (count: number): string =>
  `users:\n${numbered(count, (i) => `  user${i}: { disabled: false }\n`)}  last: { roles: [editor] }\n`
/** Few, but with 10 MB. */
const wide = (): string => {
  const note = 'x'.repeat(100_000)
  const users = numbered(101, (i) => `"user${i}":{"x-note":"${note}"}`, ',')
  return `{"users":{${users},"last":{"roles":["editor"]}}}`
}
/** Many values in few entries, which is the fastest to parse. */
const dense = (): string => {
  const users = numbered(8, (i) => `  user${i}: { x-more: [${'1,'.repeat(100_000)}] }\n`)
  return `users:\n${users}  last: { roles: [editor] }\n`
}

/** Runs the command of a hint. */
async function paste(stderr: string, cwd: string) {
  const line = /^hint: .*: (scopectl users convert .*)$/m.exec(stderr)?.[1]
  expect(line, stderr).toBeDefined()
  const done = await shell(line ?? '', cwd)
  expect(done.exit, done.stderr).toBe(0)
  return done
}

const check = (...more: string[]) => ['check', '--user', 'last', '--need', 'write', ...more]

describe('a users file that would take about a gigabyte is refused with a line that converts it', () => {
  test.each([
    ['found by its name', 'users.yaml', dense, [], CATALOG, 'then delete the old file', []],
    ['JSON', 'users.json', wide, [], CATALOG, 'then delete the old file', []],
    [
      'given by a flag',
      'staff.yaml',
      dense,
      ['--users-file', 'staff.yaml'],
      CATALOG,
      'then use --users-file staff.ndjson',
      ['--users-file', 'staff.ndjson'],
    ],
    [
      'set in a catalog',
      'people.json',
      wide,
      ['-c', 'scopes.yaml'],
      `users: people.json\n${CATALOG}`,
      'then set `users:` in the catalog to `people.ndjson`',
      ['--users-file', 'people.ndjson'],
    ],
  ] as const)('%s', async (_, name, text, flags, catalog, then, after) => {
    const cwd = tempDir({ 'scopes.yaml': catalog, [name]: text() })
    const refused = await scopectl(check(...flags), { cwd })
    expect(refused).toMatchObject({ exit: 2, stdout: '' })
    expect(refused.stderr).toMatch(/^error\[users-too-big\]/)
    expect(refused.stderr).toContain(then)
    await paste(refused.stderr, cwd)
    if (then.includes('delete')) rmSync(join(cwd, name))
    const answer = await scopectl(check(...after), { cwd })
    expect(answer.stdout).toMatch(/^allow\n/)
  })

  test('up to the limit, it is read', async () => {
    const cwd = tempDir({ 'scopes.yaml': CATALOG, 'users.yaml': yaml(100_000) })
    const { exit, stdout, stderr } = await scopectl(check(), { cwd })
    expect([exit, stdout.slice(0, 6)]).toEqual([0, 'allow\n'])
    expect(stderr).toContain('note: `users.yaml` has 100001 entries')
  })
})

test.each([
  ['in another folder', 'api/users.yaml', [], 'api/users.ndjson'],
  ['with a space in its name', 'my staff.yml', ['--users-file', 'my staff.yml'], 'my staff.ndjson'],
])('the line in the note about many users works: %s', async (_, name, flags, output) => {
  const cwd = tempDir({ 'api/scopes.yaml': CATALOG, [name]: yaml(20_000) })
  const slow = await scopectl(check('-c', 'api/scopes.yaml', ...flags), { cwd })
  expect(slow.exit, slow.stderr).toBe(0)
  await paste(slow.stderr, cwd)
  const other = ['-c', 'api/scopes.yaml', '--users-file', output]
  expect(await scopectl(check(...other), { cwd })).toMatchObject({ exit: 0, stderr: '' })
})

test('JSON has the same note, from 60,000 entries on', async () => {
  const file = (count: number) =>
    `{"users":{${numbered(count, (i) => `"user${i}":{},`)}"last":{"roles":["editor"]}}}`
  const cwd = tempDir({
    'scopes.yaml': CATALOG,
    'users.json': file(60_000),
    'few.json': file(59_999),
  })
  const few = await scopectl(check('--users-file', 'few.json'), { cwd })
  expect(few).toMatchObject({ exit: 0, stderr: '' })
  const slow = await scopectl(check(), { cwd })
  expect(slow.exit, slow.stderr).toBe(0)
  expect(slow.stderr).toContain('note: `users.json` has 60001 entries')
  await paste(slow.stderr, cwd)
  rmSync(join(cwd, 'users.json'))
  expect(await scopectl(check(), { cwd })).toMatchObject({ exit: 0, stderr: '' })
})

test.each([
  ['values', 'users.yaml', dense],
  ['bytes', 'users.json', wide],
])(
  'in a revision, where nothing can be converted, the hint compares with a checkout: %s',
  async (_, name, text) => {
    const cwd = join(tempDir(), 'repository')
    mkdirSync(cwd)
    git(cwd, 'init', '-q')
    commit(cwd, { 'api/scopes.yaml': CATALOG, [`api/${name}`]: text() })
    rmSync(join(cwd, 'api', name))
    write(cwd, { 'api/users.ndjson': '{"user":"last","roles":[]}\n' })
    const refused = await scopectl(['diff', 'HEAD', '-c', 'api/scopes.yaml'], { cwd })
    expect(refused).toMatchObject({ exit: 2, stdout: '' })
    expect(refused.stderr).toMatch(/^error\[users-too-big\]: `HEAD:api\/users/)
    const line = /^hint: .*: (git worktree .*)$/m.exec(refused.stderr)?.[1]
    const again = await shell(line ?? '', cwd)
    await paste(again.stderr, cwd)
    rmSync(join(cwd, '../old/api', name))
    const done = await shell(line?.split(' && ')[1] ?? '', cwd)
    expect(done.stdout).toMatch(/^LOSS +last +POST \/a /)
  },
)

test('users that no command could read as YAML are not written', async () => {
  const lines = numbered(41, (i) => `{"user":"u${i}","x-more":[${'1,'.repeat(20_000)}1]}\n`)
  const cwd = tempDir({ 'scopes.yaml': CATALOG, 'users.ndjson': lines })
  const refused = await scopectl(['users', 'convert', '-o', 'users.yaml'], { cwd })
  expect(refused).toMatchObject({ exit: 2, stdout: '' })
  expect(refused.stderr).toBe(
    'error[conversion-too-big]: in yaml, the users would have more than 800000 names and values, which no command reads\n' +
      'hint: nothing was written; use --to ndjson or --to csv\n',
  )
  expect(existsSync(join(cwd, 'users.yaml'))).toBe(false)
  expect(await scopectl(['users', 'convert', '-o', 'users.json'], { cwd })).toMatchObject({
    exit: 0,
  })
})

test('a password is set in a users file with 20,000 entries in linear time', () => {
  const text = yaml(20_000)
  const spent = cpuTimer()
  const entry = { group: 'users', name: 'user5', setting: 'password' } as const
  const after = withSetting(text, 'users.yaml', entry, 'hash')
  expect(after).toBe(
    text.replace('user5: { disabled: false }', 'user5: { disabled: false, password: hash }'),
  )
  expect(spent()).toBeLessThan(15_000) // 1 s alone
})

test('where there is no catalog yet, the hint has no line', async () => {
  const cwd = tempDir({ 'users.json': wide() })
  const { exit, stderr } = await scopectl(['init', '--users-file', 'users.json', '--yes'], { cwd })
  expect(exit).toBe(2)
  expect(stderr).toContain(
    'error[users-too-big]: `users.json` is larger than 10 MB\nhint: use NDJSON',
  )
})

// The binary ignores NODE_OPTIONS, so its memory cannot be limited here.
describe.skipIf(process.env['SCOPECTL_BINARY'])(
  'converting a file that does not fit in memory',
  () => {
    test.each([
      ['users.yaml', dense],
      ['users.json', () => `{"users":{"last":{"x-more":[${'1,'.repeat(800_000)}1]}}}`],
    ])('%s: refused before it is parsed', async (name, text) => {
      const cwd = tempDir({ 'scopes.yaml': CATALOG, [name]: text() })
      const env = { NODE_OPTIONS: '--max-old-space-size=100' }
      const done = await scopectl(['users', 'convert', '-o', 'users.ndjson'], { cwd, env })
      expect(done).toMatchObject({ exit: 2, stdout: '' })
      expect(done.stderr).toMatch(/^error\[document-memory\].*NODE_OPTIONS.*NDJSON/s)
    })
  },
)
