import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

const CATALOG = `token: { issuer: a, audience: b, algorithm: ES256, scope_claim: scope, enforce: literal }
users: users.ndjson
scopes: { read: Read, write: Write }
roles: { editor: { scopes: [write] }, reader: { default: true, scopes: [read] } }
routes:
`

/** So many users and routes; every third user is an editor, every other route needs `write`. */
function world(users: number, routes: number): string {
  const lines = Array.from(
    { length: routes },
    (_, i) => `  GET /r${i}: ${i % 2 ? 'write' : 'read'}\n`,
  )
  const people = Array.from(
    { length: users },
    (_, i) => `{"user":"someone-${i}"${i % 3 ? '' : ',"roles":["editor"]'}}\n`,
  )
  return tempDir({ 'scopes.yaml': CATALOG + lines.join(''), 'users.ndjson': people.join('') })
}

test('a table of 3.6 million cells, larger than any other file may be, in little memory', async () => {
  const cwd = world(4000, 900)
  const matrix = await scopectl(['matrix', '--by', 'user', '--format', 'csv'], { cwd })
  const { stdout } = matrix
  expect(stdout.length).toBeGreaterThan(14_000_000)
  writeFileSync(join(cwd, 'right.csv'), stdout)
  // The very last cell: someone-3999 is an editor.
  expect(stdout.endsWith(',200\n')).toBe(true)
  writeFileSync(join(cwd, 'wrong.csv'), `${stdout.slice(0, -4)}403\n`)
  const env = { NODE_OPTIONS: '--max-old-space-size=100' }
  const run = (file: string, ...flags: string[]) =>
    scopectl(['test', '--table', file, '--no-tokens', ...flags], { cwd, env })
  const right = await run('right.csv')
  expect([right.exit, right.stdout]).toEqual([0, ''])
  expect(right.stderr).toContain('3600000 passed')
  const wrong = await run('wrong.csv')
  expect(wrong.exit).toBe(5)
  const last = stdout.trimEnd().split('\n').at(-1) ?? ''
  expect(wrong.stdout).toContain(`wrong.csv:901:${last.length - 2}`)
  expect(wrong.stderr).toContain('3599999 passed, 1 failed')
})

test('cells that expect ? are counted apart from those that passed, in every report', async () => {
  const cwd = world(2, 1)
  writeFileSync(join(cwd, 'scopes.yaml'), `${CATALOG}  GET /r0: read\n  GET /open: undecided\n`)
  const { stdout: table } = await scopectl(['matrix', '--format', 'csv'], { cwd })
  writeFileSync(join(cwd, 'm.csv'), table)
  const run = (...flags: string[]) => scopectl(['test', '--table', 'm.csv', ...flags], { cwd })
  const { exit, stderr } = await run()
  expect(exit).toBe(0)
  expect(stderr).toContain(
    'warning: 4 cells expect `?`: nothing is tested there, because the routes are undecided\n',
  )
  expect(stderr).toContain('4 passed, 4 undecided')
  expect(JSON.parse((await run('--json')).stdout)).toMatchObject({ passed: 4, undecided: 4 })
  const { stdout: junit } = await run('--format', 'junit')
  expect(junit).toContain('tests="8" failures="0" errors="0" skipped="4"')
  expect(junit).toContain('<skipped message="the route is undecided"/>')
  expect((await run('--format', 'tap')).stdout).toContain(
    'everyone GET /open # SKIP the route is undecided\n',
  )
  const filtered = await run('--filter', '* GET /open')
  expect([filtered.exit, filtered.stderr]).toEqual([2, expect.stringContaining('all 4 cells')])
})

const SMALL = 'route,everyone,editor,user:someone-0\n"GET /r0",200,200,200\nGET /r1,403,200,200\n'

describe('a table says the same in every form', () => {
  const cwd = world(3, 2)
  const run = (text: string | Buffer, ...flags: string[]) => {
    writeFileSync(join(cwd, 'm.csv'), text)
    return scopectl(['test', '--table', 'm.csv', ...flags], { cwd })
  }

  test.each([
    ['as written', SMALL],
    ['with CRLF', SMALL.replaceAll('\n', '\r\n')],
    ['with a byte order mark', `\ufeff${SMALL}`],
    [
      'with spaces and quotes around cells',
      SMALL.replaceAll(',200', ', "200"').replace(/"(200)"/g, '$1 '),
    ],
    ['without a line end', SMALL.trimEnd()],
    ['with empty lines', SMALL.replaceAll('\n', '\n\n')],
  ])('%s', async (_, text) => {
    const { exit, stderr } = await run(text)
    expect([exit, stderr]).toEqual([0, expect.stringContaining('6 passed')])
  })

  test('every report names the failed cell by its place', async () => {
    const wrong = SMALL.replace('GET /r1,403,200,200', 'GET /r1,403,403,200')
    for (const format of ['text', 'json', 'junit', 'tap', 'github']) {
      const { exit, stdout } = await run(wrong, '--format', format)
      expect([format, exit]).toEqual([format, 5])
      const place = {
        json: '"line":3,"column":13',
        github: 'line=3,col=13',
      }[format]
      expect(stdout).toContain(place ?? 'm.csv:3:13')
    }
    const bailed = await run(wrong, '--bail')
    expect(bailed.stderr).toContain('4 passed, 1 failed, 1 not run')
    const filtered = await run(wrong, '--filter', 'everyone *')
    expect([filtered.exit, filtered.stderr]).toEqual([0, expect.stringContaining('2 passed')])
  })

  test.each([
    ['a CR within a line', SMALL.replace('403,', '403\r,'), 'stray-line-end', '3:12'],
    ['a NUL', SMALL.replace('403,', '40\0,'), 'bad-character', '3:11'],
    [
      'bytes that are not UTF-8',
      Buffer.concat([Buffer.from(SMALL), Buffer.from([0xff])]),
      'file-not-utf8',
      '4:1',
    ],
    ['UTF-16', Buffer.from(`\ufeff${SMALL}`, 'utf16le'), 'file-not-utf8', ''],
    ['a cell that is not a status', SMALL.replace(',403', ',404'), 'table-cell', '3:9'],
    ['a cell with more after it', SMALL.replace(',403', ',2000'), 'table-cell', '3:9'],
    ['a cell too few', SMALL.replace(',403', ''), 'table-width', '3:1'],
    ['a quote that is not closed', SMALL.replace('GET /r1', '"GET /r1'), 'csv-quote', '3:1'],
  ])('%s is refused with its place', async (_, text, code, place) => {
    const { exit, stdout, stderr } = await run(text)
    expect([exit, stdout]).toEqual([2, ''])
    expect(stderr).toContain(`error[${code}]`)
    if (place !== '') expect(stderr).toContain(`m.csv:${place}`)
  })

  test('of very many mistakes a hundred are listed, and the others counted', async () => {
    const names = Array.from({ length: 3 }, (_, i) => `user:someone-${i}`)
    const rows = Array.from({ length: 500 }, () => 'GET /r0,1,2,3\n')
    const { exit, stdout } = await run(`route,${names}\n${rows.join('')}`, '--json')
    const { problems } = JSON.parse(stdout).problem
    expect([exit, problems.length, problems.at(-1).rule]).toEqual([2, 101, 'too-many-problems'])
  })
})
