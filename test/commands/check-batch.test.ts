import { Command } from 'commander'
import { describe, expect, test } from 'vitest'
import { command } from '../../src/commands/check.js'
import { batch, codes, env, FILES, NOW, T } from '../support/batch-world.js'
import { scopectlHere } from '../support/in-process.js'
import { tempDir } from '../support/temp-dir.js'

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
    const alone = await scopectlHere(['check', ...at, ...args, '--json'], { cwd, env })
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
