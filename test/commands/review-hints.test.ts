import { expect, test } from 'vitest'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

const CATALOG = `scopes: { read: "", write: "", refund: "", all: { implies: [read, write, refund] } }
roles:
  finance: { scopes: [read, refund] }
  admin: { scopes: [write] }
routes:
  POST /refunds: { any: [write, { all: [read, refund] }] }
  GET /a: undecided
  GET /b: undecided
  GET /c: undecided
  GET /d: undecided
`
const run = (...args: string[]) =>
  scopectl(args, { cwd: tempDir({ 'scopes.yaml': CATALOG, 'access.csv': 'route,admin\n' }) })

test('a scope that no route needs: the only filter is not called a combination', async () => {
  const { exit, stderr } = await run('matrix', '--scope', 'all')
  expect([exit, stderr]).toEqual([
    2,
    'error[filter-no-route]: no route needs `all`\n' +
      'hint: to see what a token with it may call: scopectl can --scopes all\n',
  ])
  expect((await run('can', '--scopes', 'all')).exit).toBe(0)
})

test.each([
  [['--method', 'DELETE'], 'matrix --by user --method DELETE --summary'],
  [['--path', '/ref*'], 'matrix --by user --path "/ref*" --summary'],
  [
    ['--path', '/ref*', '--method', 'POST'],
    'matrix --by user --method POST --path "/ref*" --summary',
  ],
])('who-can %j is answered with a matrix', async (flags, line) => {
  const { exit, stderr } = await run('who-can', ...flags)
  expect([exit, stderr]).toEqual([2, expect.stringContaining(`try: scopectl ${line}\n`)])
})

test.each([
  [['--role', 'finance,admin'], 'repeat the flag: --role finance --role admin'],
  [['--path', 'ref*'], 'did you mean `/ref*`?'],
])('matrix %j: the form that matches', async (flags, hint) => {
  const { exit, stderr } = await run('matrix', ...flags)
  expect([exit, stderr]).toEqual([2, expect.stringContaining(`hint: ${hint}\n`)])
})

test('a table without --table is answered with the line to type', async () => {
  const { exit, stderr } = await run('test', 'access.csv')
  expect([exit, stderr]).toEqual([
    2,
    'error[table-as-suite]: `access.csv` is a CSV file, not a suite\n' +
      'hint: try: scopectl test --table access.csv\n',
  ])
})

test('roles that allow a request by another alternative do not hold what is missing', async () => {
  const { stdout } = await run('check', '--scopes', 'read', '--route', 'POST /refunds')
  expect(stdout).toMatch(/allowed by +finance, admin/)
  const held = await run('check', '--scopes', 'read', '--need', 'write')
  expect(held.stdout).toMatch(/held by +admin/)
})

test('the warning about undecided routes counts those that it does not name', async () => {
  expect((await run('lock')).stderr).toContain('`GET /a`, `GET /b`, `GET /c` and 1 more')
})
