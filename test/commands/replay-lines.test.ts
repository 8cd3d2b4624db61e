import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { LINE_LIMIT } from '../../src/io/split-lines.js'
import { call, FILES, faults, ndjson, replay, SECRET } from '../support/replay-world.js'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

// What is a call, in each format, and what is not.

const COUNTS = { lines: 4, answers: { allowed: 2, refused: 2 } }

describe('the same four calls', () => {
  test.each([
    [
      'NDJSON, with the usual names',
      'a.ndjson',
      ndjson([
        call({ role: 'reader', status: 200, time: '2026-11-01T10:00:00Z', client: 'web' }),
        call({ scopes: 'write', status: '403', time: 1_793_527_200 }),
        call({ path: 'https://api.test/items/?q=1#x', scopes: ['read', 'openid'] }),
        call({ status: 401 }),
      ]),
    ],
    [
      'the JSON log of Envoy',
      'envoy.log',
      ndjson([
        {
          method: 'GET',
          path: '/items/',
          response_code: 200,
          jwt_payload: { scope: 'read' },
          start_time: '2026-11-01T10:00:00.123Z',
        },
        {
          method: 'GET',
          path: '/items/?a',
          response_code: 403,
          jwt_payload: { scope: 'write' },
          start_time: '2026-11-01T10:00:00.123Z',
        },
        { method: 'GET', path: '/items/', response_code: 0, jwt_payload: { scp: ['read'] } },
        { method: 'GET', path: '/items/', response_code: 401, jwt_payload: null },
      ]),
    ],
    [
      'CSV',
      'a.csv',
      'method,path,scopes,role,status,claims\r\nGET,/items/,,reader,200,\r\nGET,"/items/?a=""b,c""",write,,403,\r\nGET,/items/,,,,"{""scope"":""read""}"\r\nGET,/items/,-,-,401,\r\n',
    ],
    [
      'nginx',
      'access.log',
      [
        '127.0.0.1 - - [01/Nov/2026:10:00:00 +0000] "GET /items/?x HTTP/1.1" 200 12 "-" "curl/8 \\"x\\"" "read"',
        '127.0.0.1 - bob b [01/Nov/2026:10:00:00 +0100] "GET /items/ HTTP/1.1" 403 12 "-" "-" "write" "web"',
        '::1 - - [01/Nov/2026:10:00:00 +0000] "GET /items/ HTTP/2.0" 200 - "-" "-" "profile read"',
        '::1 - - [01/Nov/2026:10:00:00 +0000] "GET /items/ HTTP/2.0" 401 12 "-" "-" "-" "-"',
        '',
      ].join('\n'),
    ],
  ])('%s', async (_what, name, text) => {
    const { exit, document, stdout } = await replay(text, [], { name })
    expect(stdout).not.toContain('"problem"')
    expect(exit).toBe(0)
    expect(document.counts).toMatchObject(COUNTS)
    expect(document.counts.changes).toEqual({ newly_refused: 0, newly_allowed: 0 })
    const zipped = tempDir(FILES)
    writeFileSync(join(zipped, `${name}.gz`), gzipSync(text))
    const again = await scopectl(['replay', `${name}.gz`, '--json'], {
      cwd: zipped,
      env: { KEY: SECRET },
    })
    expect(JSON.parse(again.stdout).counts).toEqual(document.counts)
  })
})

test('fields with other names, and one whose usual name means something else', async () => {
  const line = {
    verb: 'GET',
    req: { path: '/items/' },
    scopes: 'read',
    user: 'a person',
    azp: 'web',
  }
  const field = ['verb', '/req/path', '', 'azp']
  const names = ['method', 'path', 'user', 'client'].map((name, i) => `${name}=${field[i]}`)
  const { document } = await replay(
    ndjson([line]),
    names.flatMap((each) => ['--field', each]),
  )
  expect(document.counts.answers.allowed).toBe(1)
})

const LONG = 'a long line'

test.each([
  ['{', 'not valid JSON, from column 2'],
  ['{"method":"GET","method":"PUT","path":"/","user":null}', 'not valid JSON'],
  ['[1]', 'not a JSON object'],
  [call({ method: undefined }), 'no `method`'],
  [call({ path: undefined }), 'no `path`'],
  [call({ method: 'get' }), 'invalid `method`'],
  [call({ path: 1 }), 'invalid `path`'],
  [call({ path: 'https://a:p/b@host/x' }), 'may contain a password'],
  [{ request: 'GET', user: null }, 'not a method and a path'],
  [call({ status: 'ok' }), 'invalid `status`'],
  [call({ time: '2026-11-01T10:00:00' }), 'invalid `time`'],
  [call({ client: 7 }), 'invalid `client`'],
  [call({ user: undefined }), 'does not say who called'],
  [call({ user: 'alice', scopes: 'read' }), '`scopes` and `user`: one caller'],
  [call({ scopes: ['read', 1] }), 'invalid `scopes`'],
  [call({ claims: 'scope' }), 'invalid `claims`'],
  [call({ role: [] }), 'invalid `role`'],
  [call({ role: 'reeder' }), 'undefined role `reeder`'],
  [call({ user: 'mallory' }), 'undefined user `mallory`'],
  [call({ user: undefined, claims: { scope: 'read', scp: 'write' } }), 'differ'],
  [call({ token: 'hunter2' }), 'not a JWT'],
  [call({ token: 'eyJhbGciOiJIUzI1NiJ9.e30.eA' }), 'no `time`'],
  [LONG, 'longer than 1 MB'],
])('an invalid line is an error, and is never left out silently: %j', async (line, says) => {
  const text = `${ndjson([call()])}${line === LONG ? 'x'.repeat(LINE_LIMIT + 1) : typeof line === 'string' ? line : JSON.stringify(line)}\n${ndjson([call()])}`
  const found = await replay(text)
  expect(found.exit).toBe(2)
  expect(faults(found)).toEqual([expect.stringContaining(says)])
  expect(faults(found)[0]).toMatch(/^2 /)
  expect(found.stdout + found.stderr).not.toMatch(/hunter2|eyJ/)
  const skipped = await replay(text, ['--skip-invalid'])
  expect(skipped.exit).toBe(0)
  expect(skipped.document.counts).toMatchObject({ lines: 2, skipped: 1 })
  expect(skipped.document.notes).toMatchObject([{ code: 'replay-skipped' }])
})

test('invalid lines of CSV and nginx, and bytes that are not UTF-8', async () => {
  const csv = await replay('method,path,user\nGET,/items/\nGET,"/items/,-\n', [], { name: 'a.csv' })
  expect(faults(csv)).toEqual([
    '2 the line has 2 cells, expected 3',
    expect.stringContaining('3 unbalanced quotes'),
  ])
  const nginx = await replay('::1 - - [01/Nov/2026:10:00:00 +0000] "GET / HTTP/1.1" 200\n')
  expect(faults(nginx)).toEqual([expect.stringContaining('not in the combined format')])
  const cwd = tempDir(FILES)
  writeFileSync(join(cwd, 'a.ndjson'), Buffer.from(`${ndjson([call()])}\xff\n`, 'latin1'))
  const { exit, stderr } = await scopectl(['replay', 'a.ndjson'], { cwd, env: { KEY: SECRET } })
  expect([exit, stderr]).toEqual([2, expect.stringContaining('a.ndjson:2')])
})

test('more invalid lines than are listed are counted', async () => {
  const { document } = await replay('[]\n'.repeat(25), [], { name: 'a.ndjson' })
  expect(document.problem.problems).toHaveLength(21)
  expect(document.problem.problems.at(-1)).toMatchObject({
    message: expect.stringContaining('5 more lines'),
  })
})
