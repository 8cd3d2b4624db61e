import { expect, test } from 'vitest'
import { commandLine, option, PIPE, shellWord } from '../../src/report/shell.js'
import { runProcess } from '../support/run-process.js'

const NAMES = [
  'bob',
  '',
  'a b',
  "o'brien",
  '$(rm -rf /)',
  '`x`',
  'a"b',
  '\\',
  '!!',
  '=ls',
  '~',
  '*',
  'a;b',
  '#',
  'é日',
]

test('names are quoted if necessary', () => {
  expect(shellWord('DELETE /users/42')).toBe('"DELETE /users/42"')
  expect(shellWord('users:read')).toBe('users:read')
  expect(shellWord('$HOME')).toBe("'$HOME'")
  expect(commandLine(['a', ...option('--user', '-x'), PIPE, 'b'])).toBe('a --user=-x | b')
})

test.skipIf(process.platform === 'win32')('TERM8: a shell reads every name as itself', async () => {
  const line = commandLine(['printf', '%s\\n', ...NAMES]) ?? ''
  const env = { PATH: process.env['PATH'] ?? '' }
  const { stdout } = await runProcess('sh', ['-c', line], { cwd: '.', env, input: undefined })
  expect(stdout).toBe(NAMES.map((name) => `${name}\n`).join(''))
})

test('for text that cannot be shown unchanged, no command is suggested', () => {
  expect(commandLine(['scopectl', 'a\u001bb'])).toBeUndefined()
  expect(commandLine(['scopectl', 'a\nb'])).toBeUndefined()
  expect(commandLine(['scopectl', 'a\u202eb'])).toBeUndefined()
})
