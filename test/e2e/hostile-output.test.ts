import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { EVIL, FOLDER, hostileWorld, SCOPE, TOKEN } from '../support/hostile-world.js'
import { scopectlHere } from '../support/in-process.js'
import { plainEnv, wrapperDir } from '../support/scopectl.js'
import { wholeScreen } from '../support/whole-screen.js'

// TERM1, TERM2, TERM6: no name from a file, a token or the command line may reach a terminal or a CI log as a control
// character, as a command, or as a line of its own, in any format.

const at = (name: string): string => `./${FOLDER}/${name}`
const C = ['-c', at('scopes.yaml')]
const formats = (command: string, names: string): string[][] =>
  names.split(' ').map((format) => [...command.split(' '), ...C, '--format', format])

const LINES: readonly (readonly string[])[] = [
  ...formats('matrix', 'text md csv html json'),
  ...['user', 'client', 'scope'].flatMap((kind) =>
    formats(`matrix --by ${kind}`, 'text md csv json'),
  ),
  ...formats('matrix --summary', 'text md html csv json'),
  ...formats('graph --by user --full', 'mermaid dot svg json'),
  ...formats('lint', 'text json github'),
  ...formats('test', 'text json junit tap github'),
  ...formats('test --coverage --suggest', 'text json'),
  ...formats('test --mutate --no-tokens', 'text json'),
  ...formats('users list', 'text json'),
  ...['ndjson', 'yaml', 'json', 'csv'].map((to) => ['users', 'convert', ...C, '--to', to]),
  ...formats('lock --check', 'text json github'),
  ...['text', 'json', 'github'].map((format) => [
    'lock',
    '-c',
    at('broken.lock/x.yaml'),
    '--format',
    format,
  ]),
  ...['text', 'json', 'md', 'github'].map((format) => [
    ...['diff', at('older.yaml'), at('scopes.yaml'), '--users-file', at('users.yaml')],
    ...['--format', format],
  ]),
  ...['text', 'json', 'md', 'github'].map((format) => [
    ...['diff', '--any-token', at('older.yaml'), at('scopes.yaml'), '--format', format],
  ]),
  ...formats('prove', 'text json').map((line) => [...line, 'GET * needs read', 'public = GET /a']),
  ...formats('can', 'text json').map((line) => [...line, '--user', EVIL]),
  ...formats('who-can', 'text json').map((line) => [...line, 'GET /a']),
  ['who-can', ...C, '--need', SCOPE],
  ['check', ...C, '--user', EVIL, '--need', 'write', '--explain', '--challenge'],
  ['check', ...C, '--user', 'bob', '--route', 'GET /b', '--explain', '-v'],
  ['check', ...C, '--client', EVIL, '--route', 'GET /b', '--json'],
  ['check', ...C, '--role', EVIL, '--need', 'write', '--as-server', 'express'],
  ['check', ...C, '--scopes', SCOPE, '--need', 'read', '--at-most', SCOPE],
  ['check', ...C, '--profile', EVIL, '--user', EVIL, '--need', 'read'],
  ['check', ...C, '--user', `x${EVIL}`, '--need', 'read'],
  ['check', ...C, '--role', EVIL, '--need', EVIL],
  ['check', ...C, '--role', EVIL, '--route', `GET /${EVIL}`],
  ['check', ...C, '--role', EVIL, '--route', EVIL],
  ['check', ...C, '--role', EVIL, '--need', 'read', '--expect', EVIL],
  ['check', ...C, '--role', EVIL, '--need', 'read', '--at', EVIL],
  ['check', ...C, `env:${EVIL}`, '--need', 'read'],
  ['check', ...C, `file:${FOLDER}/none`, '--need', 'read'],
  ['check', EVIL, '--key', `file:${at('token.jwt')}`, '--algorithm', 'HS256', '--need', 'read'],
  ['check', `file:${at('token.jwt')}`, '--key', `file:${at('token.jwt')}`, '--need', SCOPE],
  ['check', ...C, '--batch', at('tokens.txt')],
  ['decode', TOKEN, '--no-input'],
  ['decode', TOKEN, '--json'],
  ['decode', ...C, `file:${at('token.jwt')}`, '--need', SCOPE],
  ['verify', TOKEN, ...C],
  ['verify', TOKEN, ...C, '--json'],
  ['token', ...C, '--user', EVIL, '--scope', EVIL],
  ['token', ...C, '--user', EVIL, '--claim', EVIL],
  ['token', ...C, '--user', EVIL, '--audience', EVIL, '--format', 'json', '-v'],
  ['token', ...C, '--user', EVIL, '--format', 'curl'],
  ['token', ...C, '--user', 'gone'],
  ['lint', '-c', at('broken.yaml')],
  ['lint', '-c', at('broken.yaml'), '--json'],
  ['lint', '-c', at('broken.yaml'), '--format', 'github'],
  ['lint', '-c', at('wrong.yaml')],
  ['lint', '-c', at('wrong.yaml'), '--format', 'github'],
  ['lint', '-c', at(EVIL)],
  ['lint', '--explain', EVIL],
  ['import', 'openapi', at('document.json')],
  ['import', 'openapi', at('document.json'), '--json'],
  ['import', 'openapi', at('document.json'), '-o', at('imported.yaml')],
  ['import', 'openapi', at('document.json'), '-o', at('scopes.yaml'), '--force'],
  ['import', 'openapi', at('document.json'), '--scheme', EVIL],
  ['import', 'openapi', at('document.json'), '--base-path', EVIL],
  ['import', 'openapi', at('raw.yaml')],
  ['export', 'openapi', ...C],
  ['export', 'openapi', ...C, '--json'],
  ['export', 'openapi', ...C, '-o', at('exported.yaml')],
  ['export', 'openapi', ...C, '--merge', at('document.json'), '-o', '-'],
  ['export', 'openapi', ...C, '--merge', at('raw.yaml'), '-o', '-'],
  [
    'export',
    'openapi',
    ...C,
    '--merge',
    at('document.json'),
    '--scheme',
    'o',
    '-o',
    at('merged.json'),
  ],
  ['drift', at('document.json'), ...C],
  ['drift', at('document.json'), ...C, '--json'],
  ['drift', at('document.json'), ...C, '--format', 'github'],
  ['drift', ...C, '--tokens', at('tokens.txt')],
  ['diff', EVIL],
  ['diff', `${SCOPE}..HEAD`],
  ['diff', ...C, SCOPE],
  ['diff', at('older.yaml'), at('scopes.yaml'), '--fail-on', EVIL],
  ['keys', 'jwks', ...C],
  ['keys', 'list', ...C],
  ['keys', 'remove', EVIL, ...C],
  ['keys', 'new', '-o', FOLDER],
  ['init', '--yes', '--from', at('document.json')],
  ['test', ...C, '--filter', EVIL],
  ['test', ...C, at('broken.yaml')],
  ['test', ...C, '--report', `${EVIL}`],
  [EVIL],
  ['help', EVIL],
  ['lock', `--${EVIL}`],
  ['lock', EVIL],
]

/** A raw control character, except line ends, tabs and our own colours; and deceptive characters. */
const RAW =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it looks for them
  /[\0-\u0008\u000b-\u001f\u007f-\u009f]|[\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u
// biome-ignore lint/suspicious/noControlCharactersInRegex: it looks for them
const PAINT = /\u001b\[(?:1|2|22|32|35|39)m/g
const COMMAND = /##\w*\[|^\s*::hostile/m

function wrongIn(text: string, painted: boolean): string[] {
  const bare = painted ? text.replaceAll('\u001b[31m', '').replace(PAINT, '') : text
  return bare
    .split('\n')
    .filter((line) => RAW.test(line) || COMMAND.test(line) || /^\s*INJECTED/.test(line))
    .map((line) => JSON.stringify(line))
}

const shortly = (line: readonly string[]): string =>
  JSON.stringify(line.filter((word) => !C.includes(word)).join(' ')).slice(0, 100)

describe.concurrent('hostile names, piped', () => {
  test.each(LINES.map((line) => [shortly(line), line] as const))('%s', async (_, line) => {
    const { stdout, stderr } = await scopectlHere(line, { cwd: hostileWorld() })
    expect(stdout + stderr).not.toBe('')
    expect({ stdout: wrongIn(stdout, false), stderr: wrongIn(stderr, false) }).toEqual({
      stdout: [],
      stderr: [],
    })
  })
})

describe.skipIf(process.platform === 'win32')('hostile names, on a terminal', () => {
  const shown = LINES.filter(
    (line) => !line.some((word) => /^(?:json|--json|github|junit|tap|csv)$/.test(word)),
  )
  test('no line controls the terminal, except for its colour', async () => {
    const cwd = hostileWorld()
    const program = join(wrapperDir(), 'scopectl')
    const env = { ...plainEnv(cwd), NO_COLOR: '', TERM: 'xterm' }
    for (const line of shown) {
      const options = { cwd, cols: 80, rows: 40, env }
      const text = await wholeScreen(program, [...line, '--no-input'], options)
      // The terminal's own line ends, and the progress line of a run.
      const plain = text.replaceAll('\r\n', '\n').replaceAll('\r\u001b[K', '')
      expect(wrongIn(plain, true), shortly(line)).toEqual([])
    }
  })
})
