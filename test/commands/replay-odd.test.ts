import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { call, FILES, faults, ndjson, replay, SECRET } from '../support/replay-world.js'
import { runProcess } from '../support/run-process.js'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

// Logs as gateways, spreadsheets and shells write them.

/** Replays a file of these bytes. */
async function replayBytes(name: string, bytes: Uint8Array, ...args: string[]) {
  const cwd = tempDir(FILES)
  writeFileSync(join(cwd, name), bytes)
  const done = await scopectl(['replay', name, ...args], { cwd, env: { KEY: SECRET } })
  return { ...done, cwd }
}

test('`-` and an empty text stand for nothing in JSON too: a caller without a token does not get one', async () => {
  const lines = [
    { scope: '-', role: '-', user: '-' },
    { authorization: '-', client_id: '-', timestamp: '-' },
    // nginx with escape=json, and Caddy.
    { scope: '', client: '', time: '', user: '' },
    { authorization: '', claims: '', role: '' },
  ].map((more) => ({ method: 'GET', path: '/me', response_code: '0', ...more }))
  const { exit, document } = await replay(ndjson(lines))
  expect(exit).toBe(0)
  expect(document.counts.answers).toMatchObject({ allowed: 0, refused: 4 })
  expect(document.unused_scopes).toEqual([])
})

test('pandas writes 200.0 into CSV where another row has no status', async () => {
  const { document } = await replay('method,path,user,status\nGET,/me,,401.0\nGET,/me,,\n', [], {
    name: 'a.csv',
  })
  expect(document.counts.baselines).toMatchObject({ refused: 1, unknown: 1 })
})

const nginx = (request: string, scopes: string): string =>
  `2001:db8::1 - - [01/Nov/2026:10:00:00 +0000] "${request}" 200 1 "-" "-" "${scopes}"\n`

test.each([
  [
    'a byte order mark is part of a scope',
    'GET /items/ HTTP/1.1',
    '\\xEF\\xBB\\xBFread',
    'refused',
  ],
  [
    'escaped characters are read',
    'GET /items/?q=\\x22\\xC3\\xA9 HTTP/2.0',
    'a\\x22b read',
    'allowed',
  ],
  [
    'another character is not the ASCII one of its last byte',
    'GET \u012fitems/\\x3F HTTP/1.1',
    'read',
    'bad_path',
  ],
])('nginx: %s', async (_what, request, scopes, answer) => {
  const { document } = await replay(nginx(request, scopes))
  expect(document.counts.answers).toMatchObject({ [answer]: 1 })
})

test.each([
  ['UTF-16, from a spreadsheet', 'utf16le', '\ufeff', 'a.csv', 'looks like UTF-16'],
  ['UTF-16, from a shell', 'utf16le', '\ufeff', 'access.log', 'looks like UTF-16'],
  ['Latin-1 in the header', 'latin1', 'é,', 'a.csv', 'is not UTF-8'],
] as const)('%s is an error about the file', async (_what, encoding, start, name, says) => {
  const text = `${start}method,path,user,status\r\n${'GET,/items/,,401\r\n'.repeat(2)}`
  for (const args of [[], ['--skip-invalid']]) {
    const { exit, stderr } = await replayBytes(name, Buffer.from(text, encoding), ...args)
    expect([exit, stderr]).toEqual([
      2,
      expect.stringContaining(`error[file-not-utf8]: \`${name}\``),
    ])
    expect(stderr).toContain(says)
  }
})

test('a cell with a line break is refused, and the error says why', async () => {
  const rows = 'method,path,user,agent\nGET,/items/,-,"a\nb"\n'
  const found = await replay(rows, [], { name: 'a.csv' })
  expect(faults(found)).toEqual([
    expect.stringContaining('2 unbalanced quotes from column 15: each row of CSV must be one line'),
    expect.stringContaining('3 unbalanced quotes'),
  ])
})

test('the error of a line shows where it is, and no text in its place', async () => {
  const { stderr } = await replayBytes('a.ndjson', Buffer.from(`${ndjson([call()])}{\n`))
  expect(stderr).toContain('\n  a.ndjson:2:2\nerror[replay-more-lines]')
})

test('stdin is read like a file: compressed, in small pieces, and with lines that cannot be read', async () => {
  const bad = Buffer.from('\xff\n', 'latin1')
  const log = Buffer.concat([Buffer.from(ndjson([call()])), bad, Buffer.from(ndjson([call()]))])
  const { cwd } = await replayBytes('plain.ndjson', log)
  writeFileSync(join(cwd, 'zipped.gz'), gzipSync(log))
  for (const name of ['plain.ndjson', 'zipped.gz']) {
    // The first byte arrives by itself.
    const pipe = `{ head -c 1 ${name}; sleep 0.2; tail -c +2 ${name}; } | "$@"`
    const command = [process.execPath, join(process.cwd(), 'bin/scopectl.js')]
    const args = ['-c', pipe, 'sh', ...command, 'replay', '-', '--json', '--skip-invalid']
    const env = { PATH: process.env['PATH'] ?? '', KEY: SECRET }
    const { stdout, exit } = await runProcess('sh', args, { cwd, env })
    expect(exit).toBe(0)
    expect(JSON.parse(stdout).counts).toMatchObject({ lines: 2, skipped: 1 })
  }
})

test.each([
  ['several', ['Bearer a', 'Bearer b']],
  ['a number', [7]],
  ['one without a value', [undefined]],
])(
  'an `Authorization` header in a HAR that is %s is refused, and not a caller without a token',
  async (_what, values) => {
    const headers = values.map((value) => ({ name: 'Authorization', value }))
    const request = { method: 'GET', url: 'http://x/items/', headers }
    const entry = { request, response: { status: 200 }, startedDateTime: '2026-11-01T10:00:00Z' }
    const found = await replay(JSON.stringify({ log: { entries: [entry] } }), [], { name: 'a.har' })
    expect(found.exit).toBe(2)
    expect(faults(found)).toEqual(['1 invalid `token`: a text is expected'])
  },
)
