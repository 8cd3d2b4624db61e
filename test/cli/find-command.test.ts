import { expect, test } from 'vitest'
import { findCommand } from '../../src/cli/find-command.js'
import { ScopectlError } from '../../src/core/errors.js'

const NAMES = ['token', 'check', 'verify', 'keys list', 'keys rotate']
const find = (line: string) => findCommand(line === '' ? [] : line.split(' '), NAMES)

function problemOf(line: string) {
  try {
    return find(line)
  } catch (error) {
    return error instanceof ScopectlError ? error.problems[0] : error
  }
}

test.each([
  ['check --user bob', 'check', ['--user', 'bob']],
  ['-c check check', 'check', ['-c', 'check']],
  ['-cx.yaml check', 'check', ['-cx.yaml']],
  ['--catalog=x.yaml -qv --json check a', 'check', ['--catalog=x.yaml', '-qv', '--json', 'a']],
  ['keys --json rotate x', 'keys rotate', ['--json', 'x']],
  ['--at 0 keys -c y list', 'keys list', ['--at', '0', '-c', 'y']],
  ['check -- --help', 'check', ['--', '--help']],
])('%s', (line, name, args) => {
  expect(find(line)).toEqual({ is: 'command', name, args })
})

test.each([
  ['--help', []],
  ['keys --help', ['keys']],
  ['-h --json keys', ['keys']],
  ['--format json -v --no-color -h', []],
  ['help keys rotate', ['keys', 'rotate']],
  ['help --json exit-codes', ['exit-codes']],
  ['--json help keys -h', ['keys']],
  ['help -- -h', ['-h']],
])('%s only asks for help', (line, topic) => {
  const asks = { flag: /-h\b|--help/.exec(line)?.[0], alone: true, beside: undefined }
  if (line.includes('help ')) asks.flag = 'help'
  expect(find(line)).toEqual({ is: 'help', topic, asks })
})

test.each([
  ['-c x -h', '-h', '-c'],
  ['keys -h -q', '-h', '-q'],
  ['-hq', '-h', '-q'],
  ['--format xml --help', '--help', '--format'],
  ['help check -c x', 'help', '-c'],
  ['-V help', 'help', '-V'],
])('%s asks for help and more', (line, flag, beside) => {
  expect(find(line)).toMatchObject({ is: 'help', asks: { flag, alone: false, beside } })
})

test.each([
  ['-h check --user bob', ['-h', '--user', 'bob']],
  ['check --user bob --help', ['--user', 'bob', '--help']],
  ['-c -h check', ['-c', '-h']],
  ['check -V', ['-V']],
])('%s: the command decides what -h and -V are', (line, args) => {
  expect(find(line)).toEqual({ is: 'command', name: 'check', args })
})

test('a word of another tool is returned with the rest of its line', () => {
  expect(find('--json mint alice')).toMatchObject({
    is: 'other-word',
    word: 'mint',
    meant: { command: 'token' },
    args: ['--json', 'alice'],
  })
})

test('versions and empty lines', () => {
  const asks = { flag: '--version', alone: true, beside: undefined }
  expect(find('--json --version')).toEqual({ is: 'version', asks })
  expect(find('')).toEqual({ is: 'nothing' })
  expect(find('-c x')).toEqual({ is: 'nothing' })
  expect(find('-c -h')).toEqual({ is: 'nothing' })
})

test.each([
  ['--version check --need read', 'check'],
  ['-V keys', 'keys'],
  ['-q -V', '-q'],
  ['-V -h', '-h'],
  ['-c x --version', '-c'],
])('%s asks for the version and more', (line, beside) => {
  expect(find(line)).toMatchObject({ is: 'version', asks: { alone: false, beside } })
})

test.each([
  ['chekc', 'unknown-command', { suggestion: 'check' }],
  ['keys rotat', 'unknown-command', { command: 'keys rotat', suggestion: 'keys rotate' }],
  ['key list', 'unknown-command', { suggestion: 'keys' }],
  ['constructor', 'unknown-command', { suggestion: undefined }],
  ['keys', 'incomplete-command', { words: ['list', 'rotate'] }],
  ['--user bob check', 'unknown-flag', { flag: '--user', command: undefined }],
  ['--jsn check', 'unknown-flag', { suggestion: '--json' }],
  ['--tokn=eyJsecret check', 'unknown-flag', { flag: '--tokn' }],
  ['--usr check -h', 'unknown-flag', { flag: '--usr' }],
  ['--json=yes check', 'unexpected-value', { flag: '--json' }],
  ['help --need read check', 'unknown-flag', { flag: '--need' }],
  ['--env-file x check', 'renamed-flag', { flag: '--env-file', now: '--env' }],
  ['--env-file=x check', 'renamed-flag', { flag: '--env-file', now: '--env' }],
  ['-- check', 'unknown-command', { command: '--' }],
  ['keys -- list', 'unknown-command', { command: 'keys --' }],
  ['keys --version', 'incomplete-command', { command: 'keys' }],
])('%s is %s', (line, code, args) => {
  expect(problemOf(line)).toMatchObject({ code, args })
})
