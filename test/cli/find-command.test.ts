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
  ['-c x -h', []],
  ['check --user bob --help', ['check']],
  ['help keys rotate', ['keys', 'rotate']],
  ['help --json exit-codes', ['exit-codes']],
  ['--json help -c x', []],
  ['keys --help', ['keys']],
  ['--usr check -h', ['check']],
])('%s asks for help', (line, topic) => {
  expect(find(line)).toEqual({ is: 'help', topic })
})

test('versions and empty lines', () => {
  expect(find('--json --version')).toEqual({ is: 'version' })
  expect(find('')).toEqual({ is: 'nothing' })
  expect(find('-c x')).toEqual({ is: 'nothing' })
})

test.each([
  ['chekc', 'unknown-command', { near: 'check' }],
  ['keys rotat', 'unknown-command', { command: 'keys rotat', near: 'keys rotate' }],
  ['key list', 'unknown-command', { near: 'keys' }],
  ['mint', 'unknown-command', { instead: 'scopectl token --user NAME' }],
  ['constructor', 'unknown-command', { instead: undefined, near: undefined }],
  ['keys', 'incomplete-command', { words: ['list', 'rotate'] }],
  ['--user bob check', 'unknown-flag', { flag: '--user', command: undefined }],
  ['--jsn check', 'unknown-flag', { near: '--json' }],
  ['--tokn=eyJsecret check', 'unknown-flag', { flag: '--tokn' }],
])('%s is %s', (line, code, args) => {
  expect(problemOf(line)).toMatchObject({ code, args })
})
