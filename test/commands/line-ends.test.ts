import { describe, expect, test } from 'vitest'
import { commit, repository } from '../support/git.js'
import { scopectlHere } from '../support/in-process.js'
import { tempDir } from '../support/temp-dir.js'

const CATALOG = `token: { issuer: https://idp.test, audience: api }
scopes: { read: Read, write: Write }
roles: { editor: { scopes: [write] }, boss: { scopes: [write], when: { level: 8 } } }
routes:
  GET /health: public
  POST /items/: write
`
const USERS = 'users:\n  alice: { roles: [editor] }\n'
const SUITE = 'tests:\n  - as: { user: alice }\n    allow: [POST /items/]\n'

/** Line ends for some parsers but not for others. */
const STRAY = [
  ['CR', '\r'],
  ['NEL', '\u0085'],
  ['LS', '\u2028'],
  ['PS', '\u2029'],
] as const

const CHECK = ['check', '--user', 'alice', '--route', 'POST /items/']

interface Hidden {
  readonly what: string
  readonly files: (stray: string) => Readonly<Record<string, string>>
  readonly args?: readonly string[]
  readonly place: string
}

/** Each file looks harmless if the character does not end a line. */
const HIDDEN: readonly Hidden[] = [
  {
    what: 'users.yaml',
    files: (s) => ({
      'users.yaml': `users:\n  alice: # gone since May${s}    disabled: true\n    roles: [editor]\n`,
    }),
    place: 'users.yaml:2:26',
  },
  {
    what: 'users.yaml, in quotes',
    files: (s) => ({ 'users.yaml': `users:\n  alice: { roles: [editor], x-note: "a${s}b" }\n` }),
    place: 'users.yaml:2:39',
  },
  {
    what: 'users.json',
    files: (s) => ({
      'users.json': `{ "users": { "alice": { "roles": ["editor"], "x-note": "${s}" } } }`,
    }),
    place: 'users.json:1:57',
  },
  {
    what: 'users.ndjson, in the line of somebody else',
    files: (s) => ({
      'users.ndjson': `{"user":"alice","roles":["editor"]}\n{"user":"bob", "x-note":"${s}"}\n`,
    }),
    place: 'users.ndjson:2:26',
  },
  {
    what: 'users.csv, in the row of somebody else',
    files: (s) => ({ 'users.csv': `user,roles,x-note\nalice,editor,\nbob,editor,"${s}"\n` }),
    place: 'users.csv:3:13',
  },
  {
    what: 'the header of users.csv',
    files: (s) => ({ 'users.csv': `user,roles,x-a${s}b\nalice,editor,\n` }),
    place: 'users.csv:1:15',
  },
  {
    what: 'scopes.yaml',
    files: (s) => ({ 'scopes.yaml': `${CATALOG}# x${s}  GET /y: public\n`, 'users.yaml': USERS }),
    place: 'scopes.yaml:7:4',
  },
  {
    what: 'scopes.json',
    files: (s) => ({
      'scopes.yaml': '',
      'catalog.json': `{ "scopes": { "read": "${s}" }, "routes": {} }`,
      'users.yaml': USERS,
    }),
    args: [...CHECK, '-c', 'catalog.json'],
    place: 'catalog.json:1:24',
  },
  {
    what: 'a suite',
    files: (s) => ({
      'users.yaml': USERS,
      'scopes.test.yaml': `${SUITE}    # x${s}    deny: [GET /health]\n`,
    }),
    args: ['test'],
    place: 'scopes.test.yaml:4:8',
  },
  {
    what: 'a suite from stdin',
    files: () => ({ 'users.yaml': USERS }),
    args: ['test', '-'],
    place: 'stdin:4:8',
  },
  {
    what: 'a table in CSV',
    files: (s) => ({ 'users.yaml': USERS, 'table.csv': `route,${s}editor\nPOST /items/,200\n` }),
    args: ['test', '--table', 'table.csv'],
    place: 'table.csv:1:7',
  },
  {
    what: 'access.lock',
    files: (s) => ({ 'users.yaml': USERS, 'access.lock': `# lock${s}role editor has read\n` }),
    args: ['lock', '--check'],
    place: 'access.lock:1:7',
  },
]

describe.concurrent('a line end that only some parsers recognize is refused, in every file that grants or asserts access', () => {
  describe.each(HIDDEN)('$what', ({ files, args = CHECK, place }) => {
    test.each(STRAY)('%s', async (_name, stray) => {
      const cwd = tempDir({ 'scopes.yaml': CATALOG, ...files(stray) })
      const input = `${SUITE}    # x${stray}    deny: [GET /health]\n`
      const run = await scopectlHere(args, { cwd, ...(args.includes('-') ? { input } : {}) })
      expect([run.exit, run.stderr]).toEqual([2, expect.stringContaining('error[stray-line-end]')])
      expect(run.stderr).toContain(`  ${place}\n`)
      expect(run.stderr).toMatch(/\^\nhint: /)
      expect(run.stdout).toBe('')
    })
  })
})

test('also in a revision read by diff, and in a file that users passwd would edit', async () => {
  const cwd = repository({ 'scopes.yaml': CATALOG, 'users.yaml': USERS })
  commit(cwd, { 'users.yaml': `${USERS}# x\r  bob: { roles: [editor] }\n` })
  commit(cwd, { 'users.yaml': USERS })
  const diff = await scopectlHere(['diff', 'HEAD~1', 'HEAD'], { cwd })
  expect([diff.exit, diff.stderr]).toEqual([2, expect.stringContaining('stray-line-end')])
  expect(diff.stderr).toContain('HEAD~1:users.yaml:3:4')

  const edited = tempDir({ 'scopes.yaml': CATALOG, 'users.yaml': `${USERS}# x\r\u0020\n` })
  const passwd = await scopectlHere(['users', 'passwd', 'alice', '--stdin'], {
    cwd: edited,
    input: 'x',
  })
  expect([passwd.exit, passwd.stderr]).toEqual([2, expect.stringContaining('stray-line-end')])
})

describe.concurrent.each(['-', 'batch.ndjson'])('a query in a batch: %s', (from) => {
  const file = from === '-' ? 'stdin' : from
  const ask = '{"as":{"user":"alice"},"route":"POST /items/"}'
  const run = (input: string, ...args: string[]) => {
    const cwd = tempDir({ 'scopes.yaml': CATALOG, 'users.yaml': USERS, 'batch.ndjson': input })
    const given = from === '-' ? { input } : {}
    return scopectlHere(['check', '--batch', from, ...args], { cwd, ...given })
  }
  test.each(STRAY)(
    '%s: the line is refused at its place, the others are answered',
    async (_name, stray) => {
      const input = `${ask}\n{"as":{"user":"alice"},${stray}"route":"POST /items/"}\n${ask}\n`
      const { exit, stdout } = await run(input)
      expect(exit).toBe(2)
      expect(stdout.match(/^line \d {2}\w+/gm)).toEqual([
        'line 1  allow',
        'line 2  invalid',
        'line 3  allow',
      ])
      expect(stdout).toContain(`  ${file}:2:24\n`)
      expect(stdout).toMatch(/^ +\| {24,}\^+$/m)
      const json = (await run(input, '--json')).stdout.split('\n')[1] ?? ''
      const place = { rule: 'stray-line-end', file, line: 2, column: 24 }
      expect(JSON.parse(json).problem.problems[0]).toMatchObject(place)
    },
  )
  test.each(STRAY)('a line of nothing but %s is not an empty line', async (_name, stray) => {
    const { exit, stdout } = await run(`${ask}\n${stray} \n${ask}\n`)
    expect(exit).toBe(2)
    expect(stdout).toContain(`  ${file}:2:1\n`)
  })
})
test('CRLF is a line end for every parser, and escapes are not raw characters', async () => {
  const crlf = (text: string): string => text.replaceAll('\n', '\r\n')
  for (const files of [
    { 'users.yaml': crlf(`\ufeff${USERS.trim()}\n  "b\\u2028\\r\\u0085b": {}\n`) },
    {
      'users.json': crlf(
        '\ufeff{ "users": {\n "alice": { "roles": ["editor"], "x-a": "\\u2028" } } }\n',
      ),
    },
    { 'users.csv': crlf('\ufeffuser,roles\nalice,editor\n') },
    { 'users.ndjson': crlf('\ufeff{"user":"alice","roles":["editor"]}\n') },
  ]) {
    const cwd = tempDir({ 'scopes.yaml': crlf(CATALOG), ...files })
    const run = await scopectlHere(CHECK, { cwd })
    expect([run.exit, run.stderr], Object.keys(files)[0]).toEqual([0, ''])
  }
})

test('an unclosed quote is an error for everybody below it: for other readers it swallows those rows', async () => {
  const rows = ['bob,"x\nalice,editor\n",y', 'bob,x"y,"z\nalice,editor,\n']
  for (const row of rows) {
    const cwd = tempDir({ 'scopes.yaml': CATALOG, 'users.csv': `user,roles\n${row}\n` })
    const run = await scopectlHere(CHECK, { cwd })
    expect([run.exit, run.stderr], row).toEqual([2, expect.stringContaining('csv-quote')])
    expect(run.stderr).toContain('users.csv:2:')
  }
})
