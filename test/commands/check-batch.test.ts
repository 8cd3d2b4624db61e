import { Command } from 'commander'
import { describe, expect, test } from 'vitest'
import { command } from '../../src/commands/check.js'
import type { Key } from '../../src/core/token/model.js'
import { sign } from '../../src/core/token/sign.js'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

// The flags of `check` apply to every line of a batch that does not override them.

const NOW = 1_800_000_000
const SECRET = '0123456789abcdef0123456789abcdef01'
const KEY: Key = {
  kid: undefined,
  algorithm: 'HS256',
  jwk: { kty: 'oct', k: Buffer.from(SECRET).toString('base64url') },
}
const CATALOG = `token: { issuer: https://idp.test, audience: api, algorithm: HS256, key: "env:KEY" }
profiles: { strict: { audience: other } }
scopes: { read: Read, write: Write, admin: Admin }
roles: { reader: { default: true, scopes: [read] }, editor: { scopes: [write] } }
routes: { GET /health: public, GET /items: read, POST /items: write }
`
const FILES = {
  'scopes.yaml': CATALOG,
  'other/scopes.yaml': CATALOG.replace('GET /items: read', 'GET /items: admin'),
  'users.yaml': 'users: { alice: { roles: [editor] } }\nclients: { ci: { scopes: [read] } }\n',
  'more.yaml': 'users: { alice: {} }\n',
  'vars.env': `KEY=${SECRET}\n`,
}
const BASE = { iss: 'https://idp.test', aud: 'api', sub: 'alice', iat: NOW - 60, jti: 'a' }
const tokenOf = (scope: string, exp = NOW + 900) => sign({}, { ...BASE, exp, scope }, KEY)

const T = await tokenOf('read')
const LATE = await tokenOf('read', NOW - 5)
const env = { KEY: SECRET, T, LATE, NULL: 'null' }

type Line = Readonly<Record<string, unknown>>

async function batch(args: readonly string[], lines: readonly Line[], input?: string) {
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('')
  const cwd = tempDir({ ...FILES, 'b.jsonl': text })
  const from = args.includes('--batch') ? [] : ['--batch', 'b.jsonl']
  const at = args.includes('--at') ? [] : ['--at', `${NOW}`]
  const all = ['check', ...from, ...at, ...args]
  const given = input === undefined ? {} : { input }
  const run = await scopectl([...all, '--json'], { cwd, env, ...given })
  const documents = run.stdout.split('\n').filter(Boolean)
  return { ...run, lines: documents.map((line) => JSON.parse(line)) }
}

const codes = ({ lines }: Awaited<ReturnType<typeof batch>>) =>
  lines.map(({ status, problem }) => status ?? problem.code)

/** A question for each flag, with the other flags that it needs. */
const CASES: Readonly<Record<string, readonly string[]>> = {
  TOKEN: ['env:T', '--need', 'read'],
  '--token': ['--token', 'env:T', '--route', 'POST /items'],
  '--user': ['--user', 'alice', '--need', 'admin'],
  '--client': ['--client', 'ci', '--route', 'GET /items'],
  '--role': ['--role', 'editor', '--role', 'reader', '--need', 'read write'],
  '--scopes': ['--scopes', 'write', '--need', 'read'],
  '--anonymous': ['--anonymous', '--route', 'GET /items'],
  '--need': ['--user', 'alice', '--need', 'read', '--need', 'admin'],
  '--any': ['--user', 'alice', '--any', '--need', 'read', '--need', 'admin'],
  '--route': ['--user', 'alice', '--route', 'GET https://api.test/items?a=b'],
  '--key': ['--key', 'env:KEY', '--algorithm', 'HS256', '--token', 'env:T', '--need', 'x'],
  '--algorithm': ['--key', 'env:KEY', '--algorithm', 'HS512', 'env:T', '--need', 'read'],
  '--issuer': [
    ...['--key', 'env:KEY', '--algorithm', 'HS256', '--issuer', 'https://idp.test'],
    ...['--audience', 'any', 'env:T', '--need', 'read'],
  ],
  '--audience': [
    ...['--key', 'env:KEY', '--algorithm', 'HS256', '--issuer', 'any'],
    ...['--audience', 'wrong', 'env:T', '--at-most', 'read'],
  ],
  '--expect': ['--user', 'alice', '--need', 'admin', '--expect', 'insufficient_scope'],
  '--at-most': ['--user', 'alice', '--at-most', 'read'],
  '--explain': ['--user', 'alice', '--need', 'admin', '--explain'],
  '--challenge': ['--user', 'alice', '--need', 'admin', '--challenge'],
  '--as-server': ['--user', 'alice', '--route', 'GET /items', '--as-server', 'fastapi'],
  '--catalog': ['-c', 'other/scopes.yaml', '--role', 'editor', '--route', 'GET /items'],
  '--users-file': ['--users-file', 'more.yaml', '--user', 'alice', '--need', 'write'],
  '--profile': ['--profile', 'strict', 'env:T', '--need', 'read'],
  '--env': ['--env', 'vars.env', 'env:T', '--need', 'read'],
  '--at': ['--at', 'iat', 'env:LATE', '--need', 'read'],
  '--leeway': ['--leeway', '10s', 'env:LATE', '--need', 'read'],
}
const OF_THE_OUTPUT = '--batch --format --json --quiet --verbose --no-color --no-input --help'

test('there is a question for each flag', () => {
  const flags = command
    .define(new Command('check'), ['text', 'json'])
    .options.map(({ long }) => long ?? '')
  const asked = flags.filter((flag) => !OF_THE_OUTPUT.split(' ').includes(flag))
  expect(Object.keys(CASES).sort()).toEqual(['TOKEN', ...asked].sort())
})

describe.concurrent('an empty line gets the same answer as the flags alone', () => {
  test.each(Object.entries(CASES))('%s', async (_flag, args) => {
    const at = args.includes('--at') ? [] : ['--at', `${NOW}`]
    const cwd = tempDir(FILES)
    const alone = await scopectl(['check', ...at, ...args, '--json'], { cwd, env })
    // A batch reads the users file, whatever its lines are about.
    const { kind: _k, version: _v, files, ...document } = JSON.parse(alone.stdout)
    const { exit, lines } = await batch(args, [{}])
    expect(lines).toHaveLength(1)
    if (document.problem) {
      expect(lines[0]).toMatchObject({ exit: 2, decision: null, problem: document.problem })
    } else expect(lines[0]).toMatchObject({ ...document, files: { key: files.key }, line: 1 })
    expect(exit).toBe(alone.exit)
  })
})

describe.concurrent('a line takes precedence over the flags', () => {
  test('its subject, goal and expectation', async () => {
    const args = ['--user', 'alice', '--need', 'admin', '--expect', 'allow']
    const run = await batch(args, [
      { as: { client: 'ci' }, expect: 403 },
      { route: 'POST /items' },
      { need: 'read' },
      { as: { token: 'env:LATE' }, route: 'GET /items', expect: 'expired' },
    ])
    expect(codes(run)).toEqual([403, 200, 200, 401])
    expect(run.exit).toBe(0)
  })

  test('a goal is replaced as a whole: --any does not apply to the need of a line', async () => {
    const args = ['--user', 'alice', '--any', '--need', 'read', '--need', 'admin']
    const need = ['read', 'admin']
    const run = await batch(args, [{}, { need }, { need, any: true }, { route: 'GET /items' }])
    expect(codes(run)).toEqual([200, 403, 200, 200])
  })

  test('one token for all lines, from stdin too', async () => {
    const lines = ['read', 'write'].map((need) => ({ need }))
    expect(codes(await batch(['-'], lines, T))).toEqual([200, 403])
    expect(codes(await batch(['--token', '-'], [...lines, {}], T))).toEqual([
      200,
      403,
      'batch-line',
    ])
  })

  test('without a catalog, each line declares its own names', async () => {
    const args = ['--key', 'env:KEY', '--algorithm', 'HS256', '--issuer', 'any']
    const lines = [
      { need: 'read' },
      { need: 'orders:read' },
      { as: { token: 'env:T' }, need: 'read' },
    ]
    const run = await batch([...args, '--audience', 'any', 'env:T'], lines)
    expect(codes(run)).toEqual([200, 403, 200])
  })

  test('a limit alone is a question, and an assertion', async () => {
    const lines = [{}, { as: { client: 'ci' } }, { as: { token: 'env:LATE' } }, { need: 'read' }]
    const run = await batch(['--user', 'alice', '--at-most', 'read'], lines)
    const found = run.lines.map(({ exit, passed, at_most }) => [exit, passed, at_most.surplus])
    expect(found).toEqual([
      [5, false, ['write']],
      [0, true, []],
      [3, false, null],
      [5, false, ['write']],
    ])
    expect(run.exit).toBe(5)
  })

  test('text that is not a token passes for lines that expect `malformed` only', async () => {
    const lines = [{ expect: 'malformed' }, { expect: 401 }, {}]
    const run = await batch(['--need', 'read', '--token', 'env:NULL'], lines)
    expect(codes(run)).toEqual([401, 'not-a-token', 'not-a-token'])
    const other = await batch(['--need', 'read', 'env:NULL', '--expect', 'malformed'], [{}])
    expect(other.exit).toBe(0)
  })
})

describe.concurrent('a line that is not a question is not answered', () => {
  test.each([
    ['no subject', ['--need', 'read'], {}, 'missing-key'],
    ['no goal', ['--user', 'alice'], {}, 'batch-line'],
    ['no goal, but an expectation', ['--user', 'alice', '--expect', '403'], {}, 'batch-line'],
    [
      'a limit without the expected goal',
      ['--user', 'alice', '--at-most', 'read'],
      { expect: 200 },
      'goal-missing',
    ],
    ['any without need', ['--user', 'alice', '--need', 'read'], { any: true }, 'batch-line'],
    ['two goals', ['--user', 'alice'], { need: 'read', route: 'GET /items' }, 'batch-line'],
    [
      'a reason, which servers do not give',
      ['--user', 'alice', '--as-server', 'express', '--expect', 'expired'],
      { route: 'GET /items' },
      'server-gives-no-reason',
    ],
  ])('%s', async (_, args, line, code) => {
    const run = await batch(args, [line])
    expect([run.exit, codes(run)]).toEqual([2, [code]])
  })

  test.each([
    ['an unknown user', ['--user', 'alcie'], 'no-such-user'],
    ['two subjects', ['--user', 'alice', 'env:T'], 'conflicting-flags'],
    ['an unknown scope', ['--need', 'raed'], 'no-such-scope'],
    ['two goals', ['--need', 'read', '--route', 'GET /items'], 'goal-twice'],
    ['--any alone', ['--any'], 'goal-missing'],
    ['a blank limit', ['--at-most', ' '], 'blank-scopes'],
    ['stdin for both', ['--batch', '-', '--token', '-'], 'conflicting-flags'],
    ['stdin for both', ['-', '--batch', '-'], 'conflicting-flags'],
    ['a catalog and --key', ['--key', 'env:KEY', '-c', 'scopes.yaml'], 'conflicting-flags'],
    ['an unset variable', ['--token', 'env:NOT_SET'], 'env-unset'],
  ])('a mistake in the flags ends the batch before its first line: %s', async (_, args, code) => {
    const own = { as: { user: 'alice' }, need: 'read', expect: 'allow' }
    const run = await batch(args, [own], JSON.stringify(own))
    expect([run.exit, run.lines.length, run.lines[0].problem.code]).toEqual([2, 1, code])
    expect(run.lines[0].line).toBeUndefined()
  })
})

test('in text, a limit, a challenge and an explanation are shown with their line', async () => {
  const cwd = tempDir({
    ...FILES,
    'b.jsonl': '{"need":"read","expect":"allow"}\n{"as":{"client":"ci"},"route":"POST /items"}\n',
  })
  const said = async (...flags: string[]) =>
    (await scopectl(['check', '--batch', 'b.jsonl', '--user', 'alice', ...flags], { cwd })).stdout
  expect(await said('--at-most', 'read')).toBe(
    'line 1  allow  (expected allow)  ✗ (at most read, surplus write)\n' +
      'line 2  deny 403 insufficient_scope  (at most read)\n0 passed, 2 failed\n',
  )
  expect(await said('--challenge')).toBe(
    'line 1  allow  (expected allow)\n  challenge  none: the request is allowed\n' +
      'line 2  deny 403 insufficient_scope\n' +
      '  challenge  Bearer error="insufficient_scope", scope="write"\n1 passed, 1 failed\n',
  )
  const explained = await said('--explain')
  expect(explained).toMatch(/^line 1 {2}allow {2}\(expected allow\)\n {2}✓ read /)
  expect(explained).toMatch(/\n {2}✗ write {2}not held; held by editor\n/)
})

test('a note that applies to many lines is printed once', async () => {
  const unscoped = { as: { user: 'alice', flaw: 'unscoped' }, need: 'read' }
  const other = { as: { user: 'alice', flaw: 'unscoped' }, need: 'write' }
  const lines = [unscoped, unscoped, other, unscoped, other]
  const { stdout, stderr } = await scopectl(['check', '--batch', '-', '--expect', '403'], {
    cwd: tempDir(FILES),
    env,
    input: lines.map((line) => JSON.stringify(line)).join('\n'),
  })
  expect(stdout.match(/deny 403/g)).toHaveLength(5)
  expect(stderr.match(/^warning: the token has none of the claims/gm)).toHaveLength(1)
})
