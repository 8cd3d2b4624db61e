import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

const numbers = [...Array(18).keys()]
/** Each of the roles has scopes that no other one has, so nothing can be folded; and a small catalog. */
const cwd = tempDir({
  'scopes.yaml': `
scopes: { read: Read, write: { description: Write, implies: [read] } }
roles:
  viewer: { scopes: [read] }
  guest: { scopes: [read] }
  editor: { extends: [viewer], scopes: [write] }
routes: { GET /a: read, GET /b: read, POST /a: write, GET /open: public }
`,
  'users.yaml': 'users: { ann: { roles: [editor] }, ben: { roles: [editor], disabled: true } }\n',
  'many.yaml': JSON.stringify({
    scopes: Object.fromEntries(numbers.map((i) => [`s${i}`, 'Scope'])),
    roles: Object.fromEntries(
      numbers.map((i) => [`r${i}`, { scopes: numbers.filter((j) => j !== i).map((j) => `s${j}`) }]),
    ),
    routes: Object.fromEntries(numbers.map((i) => [`GET /${i}`, `s${i}`])),
  }),
})
const run = (...line: string[]) => scopectl(['graph', ...line], { cwd })

test('Mermaid is the default: equal roles and routes share a box, and disabled users have no arrows', async () => {
  expect((await run('--by', 'user')).stdout).toBe(`flowchart LR
  accTitle: Who may call what
  accDescr: 2 users, 2 roles, 2 scopes, 4 routes
  r1(["viewer"])
  r2(["editor"])
  s1["read"]
  s2["write"]
  u1[/"ann"\\]
  u2[/"ben<br/>disabled: no token"\\]
  t1[["2 routes<br/>GET /a<br/>GET /b"]]
  t2[["POST /a"]]
  t3[["GET /open"]]
  k1("anyone, without a token")
  u1 --> r2
  r1 --> s1
  r2 ==>|extends| r1
  r2 --> s2
  s2 -.->|implies| s1
  s1 --> t1
  s2 --> t2
  k1 --> t3
`)
  expect((await run('--role', 'guest')).stdout).toContain('(["guest"])')
  expect((await run()).stdout).toContain('(["2 roles<br/>viewer<br/>guest"])')
  expect((await run('--full')).stdout).not.toContain('2 roles')
})

test('-o writes a file in the format of its name, and replaces an earlier one', async () => {
  const first = await run('-o', 'a.svg')
  expect([first.exit, first.stdout]).toEqual([0, 'a.svg written\n'])
  expect(readFileSync(join(cwd, 'a.svg'), 'utf8')).toMatch(/^<svg .*<\/svg>\n$/s)
  const again = await run('-o', 'a.svg')
  expect([again.exit, again.stdout]).toEqual([0, 'a.svg written\n'])
  expect((await run('-o', 'a.svg', '-q')).stdout).toBe('')
  await run('-o', 'a.gv')
  expect(readFileSync(join(cwd, 'a.gv'), 'utf8')).toMatch(/^digraph access \{/)
  expect((await run('-o', '-')).stdout).toMatch(/^flowchart LR/)
})

test.each([
  ['conflicting-flags', '--format', 'dot', '-o', 'b.svg'],
  ['conflicting-flags', '-o', 'b.svg', '--json'],
  ['conflicting-flags', '--by', 'scope', '--role', 'viewer'],
  ['filter-no-match', '--role', 'viewr'],
])('%s: %s %s %s %s', async (code, ...line) => {
  const flags = line.filter(Boolean)
  const { exit, stdout } = await run(...flags, ...(flags.includes('--json') ? [] : ['--json']))
  expect([exit, JSON.parse(stdout).problem.code]).toEqual([2, code])
})

test('a name that says another format, or none, is refused without --format', async () => {
  const png = await run('-o', 'b.png')
  expect([png.exit, png.stderr]).toEqual([
    2,
    expect.stringContaining('--format mermaid, dot or svg'),
  ])
  expect(await run('-o', 'b.txt', '--format', 'dot')).toMatchObject({ exit: 0 })
})

test('the files that it reads are not replaced', async () => {
  const { exit, stderr } = await run('-o', 'users.yaml', '--format', 'dot', '--by', 'user')
  expect([exit, stderr]).toEqual([2, expect.stringContaining('users.yaml')])
  expect(readFileSync(join(cwd, 'users.yaml'), 'utf8')).toMatch(/^users:/)
})

test('a picture with too many arrows says so', async () => {
  const { exit, stdout } = await run('-c', 'many.yaml', '--json')
  const { notes, folding, edges } = JSON.parse(stdout)
  expect([exit, folding, edges.length]).toEqual([0, 'holders', 18 * 17 + 18])
  expect(notes).toMatchObject([{ code: 'graph-crowded' }])
  const few = JSON.parse((await run('-c', 'many.yaml', '--json', '--path', '/1')).stdout)
  expect([few.notes, few.routes]).toEqual([[], { shown: 1, total: 18 }])
})

test('a picture without routes, users or anything at all says so, and is still one that Mermaid reads', async () => {
  const files = {
    'empty.yaml': 'scopes: {}\n',
    'public.yaml': 'scopes: {}\nroutes: { GET /a: public }\n',
    'users.yaml': 'users: {}\n',
  }
  const dir = tempDir({ ...files, 'scopes.yaml': readFileSync(join(cwd, 'scopes.yaml'), 'utf8') })
  const of = (...line: string[]) => scopectl(['graph', ...line], { cwd: dir })
  const empty = await of('-c', 'empty.yaml')
  expect(empty).toMatchObject({ exit: 0, stderr: expect.stringContaining('has no routes') })
  expect(empty.stdout).toMatch(/^ {2}accDescr: \S/m)
  expect(await of('--by', 'user')).toMatchObject({
    ...{ exit: 0, stderr: expect.stringContaining('there are no users') },
  })
  expect(await of('--role', 'viewer', '--method', 'POST')).toMatchObject({
    ...{ exit: 0, stderr: expect.stringContaining('the picture is empty') },
  })
  const open = await of('-c', 'public.yaml', '--format', 'svg')
  expect([open.exit, open.stderr]).toEqual([0, ''])
})
