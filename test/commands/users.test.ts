import { describe, expect, test } from 'vitest'
import { repository, write } from '../support/git.js'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

const CATALOG = `token: { issuer: a, audience: b, algorithm: ES256, scope_claim: scope, enforce: literal }
scopes: { read: Read, write: Write }
roles: { editor: { scopes: [write] }, reader: { default: true, scopes: [read] } }
routes: { GET /a: read, POST /a: write }
`
const numbered = (count: number, line: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => `${line(i)}\n`).join('')

describe('a file with very many users', () => {
  test('in lines: a user that is looked up is found, whatever is wrong with others; lint reports that', async () => {
    const lines = numbered(50_000, (i) => `{"user":"user${i}","roles":["editor"]}`)
    const cwd = tempDir({
      'scopes.yaml': CATALOG,
      'users.ndjson': `${lines}{"user":"bob","roles":["nobody"]}\n{"user":"last"}\n`,
    })
    const [last, bob, lint, all] = await Promise.all([
      scopectl(['check', '--user', 'last', '--need', 'write', '--expect', '403'], { cwd }),
      scopectl(['token', '--user', 'bob'], { cwd }),
      scopectl(['lint', '--json'], { cwd }),
      scopectl(['who-can', 'POST /a'], { cwd }),
    ])
    expect(last).toMatchObject({ exit: 0 })
    expect(bob).toMatchObject({ exit: 2, stdout: '' })
    expect(bob.stderr).toContain('error[unknown-role]')
    expect(bob.stderr).toContain('users.ndjson:50001:24')
    expect(lint.exit).toBe(2)
    expect(lint.stdout).toContain('unknown-role')
    expect(all).toMatchObject({ exit: 2, stdout: '' })
  })

  test('in YAML: works as usual, with a note', async () => {
    const cwd = tempDir({
      'scopes.yaml': CATALOG,
      'users.yaml': `users:\n${numbered(20_001, (i) => `  user${i}: { roles: [editor] }`)}`,
    })
    const [check, convert] = await Promise.all([
      scopectl(['check', '--user', 'user20000', '--need', 'write'], { cwd }),
      scopectl(['users', 'convert', '--to', 'csv', '-o', 'users.csv'], { cwd }),
    ])
    expect(check.exit).toBe(0)
    expect(check.stderr).toContain('scopectl users convert -o users.ndjson')
    expect(convert).toMatchObject({ exit: 0, stderr: '' })
    const csv = ['--users-file', 'users.csv']
    const [one, matrix] = await Promise.all([
      scopectl(['check', '--user', 'user20000', '--need', 'write', ...csv], { cwd }),
      scopectl(['matrix', '--by', 'user', ...csv, '--json'], { cwd }),
    ])
    expect(one).toMatchObject({ exit: 0, stderr: '' })
    const { columns, rows } = JSON.parse(matrix.stdout)
    expect(columns).toHaveLength(20_001)
    expect(rows[1].statuses).toEqual(columns.map(() => 200))
  })
})

test('if the question is about nobody in the users file, it is not read', async () => {
  const cwd = tempDir({ 'scopes.yaml': CATALOG, 'users.yaml': 'users: { bob: { roles: [no] } }\n' })
  const run = (...args: string[]) => scopectl(args, { cwd })
  const exits = await Promise.all([
    run('check', '--anonymous', '--need', 'read'),
    run('check', '--role', 'editor', '--need', 'write'),
    run('can', '--role', 'editor'),
    run('token', '--role', 'editor'),
    run('matrix'),
    run('check', '--user', 'bob', '--need', 'read'),
    run('check', '--role', 'reader', '--need', 'write', '--explain'),
    run('who-can', '--need', 'read'),
    run('matrix', '--by', 'user'),
    run('lock'),
    run('lint'),
  ])
  expect(exits.map(({ exit }) => exit)).toEqual([3, 0, 0, 0, 0, 2, 2, 2, 2, 2, 2])
})

test('several users files next to the catalog are an error', async () => {
  const user = '{"user":"bob"}\n'
  const cwd = tempDir({ 'scopes.yaml': CATALOG, 'users.csv': 'user\nbob\n', 'users.ndjson': user })
  const { exit, stderr } = await scopectl(['users', 'list'], { cwd })
  expect(exit).toBe(2)
  expect(stderr).toContain('error[two-files]: both `users.ndjson` and `users.csv` exist')
  const named = await scopectl(['users', 'list', '--users-file', 'users.csv'], { cwd })
  expect(named.exit).toBe(0)
})

test('diff also reads users of a revision in lines', async () => {
  const files = { 'scopes.yaml': CATALOG, 'users.ndjson': '{"user":"bob"}\n{"user":"eve"}\n' }
  const cwd = repository(files)
  write(cwd, { 'users.ndjson': '{"user":"bob","roles":["editor"]}\n{"user":"eve"}\n' })
  const { stdout, exit } = await scopectl(['diff', 'HEAD', '--json'], { cwd })
  expect(exit).toBe(0)
  const { changes } = JSON.parse(stdout)
  expect(changes).toEqual([
    expect.objectContaining({ kind: 'gain', who: expect.objectContaining({ name: 'bob' }) }),
  ])
})

test('mutation scores are the same for the same people in every form', async () => {
  const forms = {
    'users.yaml':
      'users: { carol: { roles: [editor], disabled: true } }\nclients: { ci: { scopes: [read], disabled: true } }\n',
    'users.ndjson':
      '{"user":"carol","roles":["editor"],"disabled":true}\n{"client":"ci","scopes":["read"],"disabled":true}\n',
    'users.csv': 'user,client,roles,scopes,disabled\ncarol,,editor,,true\n,ci,,read,true\n',
  }
  const runs = await Promise.all(
    Object.entries(forms).map(([name, text]) => {
      const suite =
        'tests:\n  - { as: { user: carol }, unauthorized: [GET /a] }\n  - { as: { client: ci }, unauthorized: [GET /a] }\n'
      const cwd = tempDir({ 'scopes.yaml': MUTABLE, [name]: text, 'scopes.test.yaml': suite })
      return scopectl(['test', '--mutate', '--json'], { cwd })
    }),
  )
  const [inYaml, ...inLines] = runs.map(({ stdout }) => JSON.parse(stdout).mutation)
  expect(inYaml).toBeDefined()
  for (const mutation of inLines) expect(mutation).toEqual(inYaml)
  expect(JSON.stringify(inYaml)).not.toContain('drop-disabled') // both are killed
})

test('convert never replaces the catalog or the lock, nor writes a form under the name of another', async () => {
  const cwd = tempDir({ 'scopes.yaml': CATALOG, 'users.yaml': 'users: { bob: {} }\n' })
  const convert = (...args: string[]) => scopectl(['users', 'convert', ...args, '--force'], { cwd })
  for (const file of ['scopes.yaml', 'x/../scopes.yaml']) {
    const { exit, stderr } = await convert('--to', 'yaml', '-o', file)
    expect([exit, stderr]).toEqual([2, expect.stringContaining('report-over-input')])
  }
  const { exit, stderr } = await convert('--to', 'csv', '-o', 'users.ndjson')
  expect([exit, stderr]).toEqual([2, expect.stringContaining('conflicting-flags')])
  expect((await convert('-o', 'users.yaml')).exit).toBe(0)
})

const MUTABLE = `scopes: { read: Read, write: Write }
roles: { editor: { scopes: [read, write] } }
routes: { GET /a: read, POST /a: write }
`
