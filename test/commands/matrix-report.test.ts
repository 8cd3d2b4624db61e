import { join } from 'node:path'
import { expect, test } from 'vitest'
import { repository, write } from '../support/git.js'
import { FOLDER, hostileWorld } from '../support/hostile-world.js'
import { scopectl } from '../support/scopectl.js'

const CATALOG = `scopes: { read: Read, write: Write, rest: Left over, idle: Given to nobody }
roles:
  reader: { default: true, scopes: [read] }
  editor: { scopes: [write, rest] }
  author: { scopes: [write] }
routes:
  GET /a: read
  POST /a: write
  PUT /a: { any: [write, { other: the owner }] }
  DELETE /a: idle
  POST /me: authenticated
  POST /open: public
  PATCH /later: undecided
`
const cwd = repository({ 'scopes.yaml': CATALOG })
const run = (...line: string[]) => scopectl(['matrix', '--summary', ...line], { cwd })

test('the report as Markdown: who may change what, and what to review', async () => {
  const { exit, stdout } = await run('--format', 'md')
  expect(exit).toBe(0)
  expect(stdout).toBe(`### Access summary of \`scopes.yaml\`

7 routes: 5 that change something, 1 public, 1 undecided.

#### Who may change what

| who | routes |
| --- | --- |
| \`editor\`, \`author\` | \`POST /a\`<br>\`PUT /a\` |
| no one | \`DELETE /a\` |
| every user | \`POST /me\` |
| anyone, without a token | \`POST /open\` |

#### Reach

| role | routes | write routes | holders | scopes never needed |
| --- | --: | --: | --: | --- |
| \`editor\` | 5 | 4 | - | \`rest\` |
| \`author\` | 5 | 4 | - |  |
| \`everyone\` | 3 | 2 | - |  |
| \`reader\` | 3 | 2 | - |  |
| \`anonymous\` | 1 | 1 | - |  |

#### Public and undecided routes

| requirement | routes |
| --- | --- |
| public | \`POST /open\` |
| undecided | \`PATCH /later\` |

#### Scopes and roles to review

| rule | where | finding |
| --- | --- | --- |
| unused-scope | \`scopes.yaml:1\` | \`no route needs rest\` |
| ungranted-scope | \`scopes.yaml:1\` | \`no one is granted idle\` |
`)
})

test('--against shows what diff shows, in each format', async () => {
  const cwd = repository({ 'scopes.yaml': CATALOG })
  write(cwd, { 'scopes.yaml': CATALOG.replace('GET /a: read', 'GET /a: public') })
  const ask = (...line: string[]) => scopectl(line, { cwd })
  const report = ['matrix', '--summary', '--against', 'HEAD', '--format']
  const [diff, md, json, html] = await Promise.all([
    ask('diff', 'HEAD', '--format', 'md'),
    ask(...report, 'md'),
    ask(...report, 'json'),
    ask(...report, 'html'),
  ])
  expect(md.stdout.endsWith(`\n\n${diff.stdout}`)).toBe(true)
  expect(diff.stdout).toContain('**opened**')
  const { since, writes, findings } = JSON.parse(json.stdout)
  expect(since).toMatchObject({ from: 'HEAD', to: 'working tree', changes: [{ kind: 'opened' }] })
  expect(writes[1]).toEqual({ who: [], routes: ['DELETE /a'] })
  expect(findings[0]).toMatchObject({ rule: 'unused-scope', name: 'read', line: 1 })
  for (const text of ['opened</span>', 'GET /a', 'now public', 'From HEAD to working tree']) {
    expect(html.stdout).toContain(text)
  }
})

test.each([
  ['bad-revision', '--format', 'md', '--against', 'HEAD..HEAD'],
  ['unknown-revision', '--format', 'html', '--against', 'nothing'],
  ['flag-needs', '--against', 'HEAD'],
  ['flag-needs', '--against', 'HEAD', '--format', 'csv'],
])('%s: %s %s %s %s', async (code, ...line) => {
  const { exit, stderr } = await run(...line.filter(Boolean))
  expect([exit, stderr]).toEqual([2, expect.stringContaining(`error[${code}]`)])
})

test('no name in a report is markup', async () => {
  const names = '</td><script>alert(1)</script>|`x`'
  const dir = repository({
    'scopes.yaml': JSON.stringify({
      scopes: { 'a<b>|`x`': 'A' },
      roles: { [names]: { scopes: ['a<b>|`x`'] }, [`${names} too`]: { scopes: ['a<b>|`x`'] } },
      routes: { 'POST /a': { all: ['a<b>|`x`'] } },
    }),
  })
  for (const cwd of [dir, join(hostileWorld(), FOLDER)]) {
    const html = await scopectl(['matrix', '--summary', '--format', 'html'], { cwd })
    expect([html.exit, html.stderr.includes('internal')]).toEqual([0, false])
    for (const raw of ['<script', '<b>|', '\u001b', '\u202e', '\n::']) {
      expect(html.stdout).not.toContain(raw)
    }
    const md = await scopectl(['matrix', '--summary', '--format', 'md'], { cwd })
    // Each row has the cells of its head, whatever is in the names.
    for (const table of md.stdout.split('\n\n').filter((part) => part.startsWith('|'))) {
      const cells = table.split('\n').map((line) => line.replace(/\\\|/g, '').split('|').length)
      expect(new Set(cells.filter((count) => count > 1)).size).toBe(1)
    }
  }
})
