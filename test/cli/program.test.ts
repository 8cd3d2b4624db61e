import { type Command, Option } from 'commander'
import { describe, expect, test } from 'vitest'
import { helpOf, parse } from '../../src/cli/program.js'
import type { CommandModule, Listed } from '../../src/commands/command.js'
import { withGlobals, withGoal, withKeying, withSubject } from '../../src/commands/shared-flags.js'
import { ScopectlError } from '../../src/core/errors.js'

const module: CommandModule = {
  examples: ['check --user bob --need read', 'check --anonymous --route "GET /health"'],
  define: (command: Command, formats) =>
    withGlobals(withKeying(withGoal(withSubject(command))), formats),
  run: () => Promise.reject(new Error('not run here')),
}
const listed: Listed = {
  name: 'check',
  group: 'x',
  summary: 'may they',
  load: () => Promise.resolve({ command: module }),
}

function parsed(line: readonly string[], of = listed) {
  const read = parse(of, module, line)
  if (read.is !== 'line') throw new Error(`it asks for ${read.is}`)
  return read
}

function problemOf(line: readonly string[], of = module) {
  try {
    return parse(listed, of, line)
  } catch (error) {
    return error instanceof ScopectlError ? error.problems[0] : error
  }
}

test('flags become options, repeatable ones lists', () => {
  const { args, options, format } = parsed([
    '--role=a',
    '--role',
    'b',
    '-qv',
    '--json',
    '--leeway',
    '1m',
    'file:x',
  ])
  expect(args).toEqual(['file:x'])
  expect(format).toBe('json')
  expect(options).toMatchObject({
    role: ['a', 'b'],
    quiet: true,
    verbose: true,
    leeway: 60,
    color: true,
    input: true,
  })
})

describe("every mistake is reported as our own problem, never as commander's", () => {
  test.each([
    [['--usr', 'bob'], 'unknown-flag', { flag: '--usr', command: 'check', suggestion: '--user' }],
    [['--tokn=eyJhbGciOi'], 'unknown-flag', { flag: '--tokn', suggestion: '--token' }],
    [['-x'], 'unknown-flag', { flag: '-x' }],
    [['--json=yes'], 'unexpected-value', { flag: '--json' }],
    [['--user'], 'missing-value', { flag: '--user', value: 'NAME' }],
    [['--user', '--json'], 'missing-value', { flag: '--user', found: '--json' }],
    [['--user', '-h'], 'missing-value', { flag: '--user', found: '-h' }],
    [['--need', '--version'], 'missing-value', { flag: '--need', found: '--version' }],
    [['--token', '-hq'], 'missing-value', { flag: '--token', found: '-hq' }],
    [['-c', '--user=alice'], 'missing-value', { flag: '--catalog', found: '--user' }],
    [['--user', '--', 'x'], 'missing-value', { flag: '--user', found: '--' }],
    [['--need'], 'missing-value', { flag: '--need', value: 'SCOPES' }],
    [['--help=me'], 'unexpected-value', { flag: '--help' }],
    [['--no-help'], 'unknown-flag', { flag: '--no-help' }],
    [['-V'], 'unknown-flag', { flag: '-V' }],
    [['-xSECRET'], 'unknown-flag', { flag: '-x' }],
    [['--env-file', 'x'], 'renamed-flag', { flag: '--env-file', now: '--env' }],
    [['--env-file-if-exists=x'], 'renamed-flag', { flag: '--env-file-if-exists', now: '--env' }],
    [['--user', 'a', '--user', 'a'], 'repeated-flag', { flag: '--user' }],
    [['-c', 'a', '--catalog', 'b'], 'repeated-flag', { flag: '--catalog' }],
    [['a', 'b'], 'excess-argument', { argument: 'b', most: 1 }],
    [['--format', 'jsn'], 'invalid-choice', { choices: ['text', 'json'], suggestion: 'json' }],
    [['--format', 'text', '--json'], 'conflicting-flags', {}],
    [['--algorithm', 'none'], 'invalid-choice', { flag: '--algorithm', value: 'none' }],
    [['--at', 'yesterday'], 'bad-time', { why: 'form' }],
    [['--leeway', '6m'], 'bad-span', { most: 300 }],
    [['--leeway', '5'], 'bad-span', { text: '5' }],
  ])('%j', (line, code, args) => {
    expect(problemOf(line)).toMatchObject({ code, args })
  })

  test('including mistakes in arguments and conflicts', () => {
    const strict: CommandModule = {
      ...module,
      define: (command) =>
        command
          .argument('<KID>')
          .addOption(new Option('--a').conflicts('b'))
          .addOption(new Option('--b')),
    }
    expect(problemOf([], strict)).toMatchObject({ code: 'missing-argument' })
    expect(problemOf(['--a', '--b', 'k'], strict)).toMatchObject({
      code: 'conflicting-flags',
      args: { flags: ['--a', '--b'] },
    })
  })
})

test('a value that begins with a dash is attached to its flag', () => {
  const { options, args } = parsed(['--user=-h', '-c-q', '--leeway', '30s', '--', '-h'])
  expect(options).toMatchObject({ user: '-h', catalog: '-q', leeway: 30 })
  expect(args).toEqual(['-h'])
})

test.each([
  [['-h'], true, undefined],
  [['--help', '--json', '-v', '--no-color', '--no-input'], true, undefined],
  [['-vh', '--format', 'json'], true, undefined],
  [['-qh'], false, '-q'],
  [['x', '-h'], false, undefined],
  [['-h', '--', '-h'], false, undefined],
  [['--need', 'read', '--help'], false, '--need'],
  [['--usr', 'bob', '--help'], false, '--usr'],
  [['-c', 'x', '-h'], false, '-c'],
])('%j asks for help, and only that: %s', (line, alone, beside) => {
  expect(parse(listed, module, line)).toMatchObject({ is: 'help', asks: { alone, beside } })
})

test("a command's own formats: the first is the default", () => {
  const token: Listed = { ...listed, name: 'token' }
  expect(parsed([], token).format).toBe('token')
  expect(parsed(['--format', 'curl'], token).format).toBe('curl')
})

test('help fits 80 columns and ends with two examples', () => {
  const lines = helpOf(listed, module).split('\n')
  expect(lines.filter((line) => line.length > 80)).toEqual([])
  expect(lines.slice(-4)).toEqual([
    'Examples:',
    '  scopectl check --user bob --need read',
    '  scopectl check --anonymous --route "GET /health"',
    '',
  ])
  for (const heading of ['Subject', 'Goal', 'Keying', 'Globals']) {
    expect(lines.filter((line) => line.startsWith(heading))).toHaveLength(1)
  }
})
