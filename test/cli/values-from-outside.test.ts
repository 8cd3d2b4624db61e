import { describe, expect, test } from 'vitest'
import { ALL_COMMANDS } from '../../src/cli/commands.js'
import { main } from '../../src/cli/main.js'
import type { Outside } from '../../src/cli/outside.js'
import type { OutputStream } from '../../src/cli/sink.js'
import { StrictCommand } from '../../src/cli/strict-command.js'
import { realContext } from '../../src/io/context.js'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

// `check --token "$T" --need admin` must not become "show help, exit 0" because of what T is.

const KEY = 'a secret that is long enough for HS256'
const CATALOG = {
  'scopes.yaml':
    'token: { algorithm: HS256, key: env:KEY }\nscopes: { read: Read, admin: All }\nroles: { reader: { scopes: [read] } }\nroutes: { GET /: read }\n',
  'users.yaml': 'users: { bob: { roles: [reader] } }\n',
}

/** One folder for all lines: none of them gets as far as to write. */
const cwd = tempDir(CATALOG)

/** The program in this process: the matrix below has too many lines to start a process for each. */
async function run(argv: readonly string[]) {
  const said = { stdout: '', stderr: '' }
  const output = (name: keyof typeof said): OutputStream => ({
    write(text, done) {
      said[name] += text
      done()
      return true
    },
    on: () => undefined,
  })
  const env = { HOME: cwd }
  const host = { env, cwd: () => cwd, stdin: process.stdin }
  const context: Outside['context'] = (tell) => realContext(host, tell)
  const [stdout, stderr] = [output('stdout'), output('stderr')]
  const exit = await main(argv, { env, context, stdout, stderr })
  return { exit, ...said }
}

const commands = await Promise.all(
  ALL_COMMANDS.map(async (listed) => {
    const { command: module } = await listed.load()
    const command = new StrictCommand(listed.name)
    module.define(command, ['text', 'json'])
    return { words: listed.name.split(' '), command }
  }),
)
const optionsOf = (command: StrictCommand, required: boolean) =>
  command.options
    .filter((option) => option.required === required && option.long !== '--help')
    .flatMap(({ short, long }) => [short, long].filter((flag) => flag !== undefined))

describe('an empty value or argument is a variable that is not set', () => {
  test.each(commands)('$words', async ({ words, command }) => {
    const lines = [
      ...optionsOf(command, true).map((flag) => [...words, flag, '']),
      ...optionsOf(command, true)
        .map((flag) => [...words, `${flag}=`])
        .filter(([, , arg = '']) => arg.startsWith('--')),
      ...command.registeredArguments.map((_, i) => [...words, ...Array(i).fill('x'), '']),
      [...words, '--', ''],
      [...words, ...Array(command.registeredArguments.length).fill('x'), ''],
    ]
    for (const line of lines) {
      const { exit, stdout, stderr } = await run(line)
      expect({ line, exit, stdout }).toEqual({ line, exit: 2, stdout: '' })
      expect(stderr, line.join(' ')).toMatch(
        /^error\[empty-(?:value|argument)\]: .*: is a variable unset\?\n$/,
      )
    }
  })

  test('nor is it a command or a topic', async () => {
    for (const line of [
      [''],
      ['help', ''],
      ['keys', ''],
      ['', '--help'],
      ['-c', 'x', '', 'lint'],
    ]) {
      const { exit, stderr } = await run(line)
      expect({ line, exit }).toEqual({ line, exit: 2 })
      expect(stderr).toBe(
        line[0] === 'help'
          ? 'error[empty-argument]: the argument `TOPIC` is empty: is a variable unset?\n'
          : 'error[empty-argument]: an argument is empty: is a variable unset?\n',
      )
    }
  })

  test('a variable of env: that is not set or empty is named', async () => {
    const cwd = tempDir(CATALOG)
    for (const words of [
      ['decode', 'env:T'],
      ['check', '--token', 'env:T', '--need', 'read'],
      ['verify', 'x.y.z'],
    ]) {
      const name = words.includes('env:T') ? 'T' : 'KEY'
      const unset = await scopectl(words, { cwd })
      expect([unset.exit, unset.stderr]).toEqual([
        2,
        expect.stringContaining(`the variable \`${name}\` is not set`),
      ])
      const empty = await scopectl(words, { cwd, env: { [name]: '' } })
      expect([empty.exit, empty.stderr]).toEqual([
        2,
        expect.stringContaining(`the variable \`${name}\` is set, but empty`),
      ])
    }
  })
})

describe('in place of a value, anything that looks like a flag is a missing value', () => {
  test.each(commands)('$words', async ({ words, command }) => {
    const flags = optionsOf(command, true)
    expect(flags).toContain('--catalog')
    for (const flag of flags) {
      for (const value of ['-h', '--help', '-V', '--version', '-hq', '--help=x', '-q', '--']) {
        const line = [...words, flag, value]
        const { exit, stdout, stderr } = await run(line)
        expect({ line, exit, stdout }).toEqual({ line, exit: 2, stdout: '' })
        expect(stderr, line.join(' ')).toMatch(/^error\[missing-value\]: /)
      }
    }
  })

  test('before the command word too', async () => {
    for (const flag of ['-c', '--at', '--env']) {
      for (const value of ['-h', '--help', '-V', '--version']) {
        const { exit, stdout } = await run([flag, value, 'lint'])
        expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' })
      }
    }
  })
})

describe('help together with a question', () => {
  const MANNER = ['--json', '-v', '--verbose', '--no-color', '--no-input']

  test.each(commands)(
    '$words: is exit 2, and still shown, on stderr, unless the command takes no arguments',
    async ({ words, command }) => {
      const flags = [
        ...optionsOf(command, false)
          .filter((flag) => !MANNER.includes(flag))
          .map((flag) => [flag]),
        ...optionsOf(command, true).map((flag) => [flag, 'x']),
        ['--bogus'],
      ]
      const takesNone = command.registeredArguments.length === 0
      const quiet = [['-q'], ['--quiet']]
      const isQuiet = ([flag]: string[]) => flag === '-q' || flag === '--quiet'
      for (const others of takesNone ? flags.filter((each) => !isQuiet(each)) : []) {
        const { exit, stdout, stderr } = await run([...words, ...others, '-h'])
        expect({ others, exit, stderr }).toEqual({ others, exit: 0, stderr: '' })
        expect(stdout).toContain(`Usage: scopectl ${words.join(' ')} `)
      }
      for (const others of [['x'], ['--', '-h'], ...(takesNone ? quiet : flags)]) {
        for (const line of [
          [...words, '-h', ...others],
          ['--help', ...words, ...others],
        ]) {
          const { exit, stdout, stderr } = await run(line)
          expect({ line, exit, stdout }).toEqual({ line, exit: 2, stdout: '' })
          expect(stderr).toContain(`Usage: scopectl ${words.join(' ')} `)
          expect(stderr).toMatch(/^error\[flag-not-alone\]: /m)
          expect(stderr).toContain(`for help alone: scopectl ${words.join(' ')} --help`)
        }
      }
    },
  )

  test.each(commands)('$words: only alone it is the answer', async ({ words }) => {
    for (const flag of ['-h', '--help']) {
      const { exit, stdout, stderr } = await run([...words, flag])
      expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' })
      expect(stdout).toContain(`Usage: scopectl ${words.join(' ')} `)
    }
    expect((await run([...words, '-h', ...MANNER.slice(1)])).exit).toBe(0)
    expect(JSON.parse((await run(['--json', ...words, '-h'])).stdout)).toMatchObject({ exit: 0 })
  })

  test('nor the version', async () => {
    expect((await run(['--version'])).exit).toBe(0)
    expect((await run(['--version', '--json'])).exit).toBe(0)
    const { exit, stdout, stderr } = await run([
      '--version',
      'check',
      '--anonymous',
      '--need',
      'read',
    ])
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' })
    expect(stderr).toContain('`--version` cannot be combined with `check`')
  })

  test('with --json an empty argument is a document, too', async () => {
    const { exit, stdout } = await run(['check', '--json', '--need', 'read', ''])
    expect(exit).toBe(2)
    expect(JSON.parse(stdout)).toMatchObject({ problem: { code: 'empty-argument' } })
  })

  test('with --json the failure is a single document on stdout', async () => {
    const { exit, stdout, stderr } = await run(['check', '--json', '-h', 'x'])
    expect(exit).toBe(2)
    expect(JSON.parse(stdout)).toMatchObject({
      kind: 'check',
      ok: false,
      exit: 2,
      problem: { code: 'flag-not-alone' },
    })
    expect(stderr).toContain('Usage: scopectl check ')
  })
})

describe('the shell commands that this is about', () => {
  const LINES = [
    'check --token $T --need admin',
    'check $T --need admin',
    'check --user bob --need $T',
    'check --user $T --route GET_/ --expect 200',
    'check --token=$T --need read --expect 401',
    'check --anonymous --need read --expect $T',
    'test --filter $T',
    'lock --check -c $T',
    'diff --fail-on $T',
    'verify -- $T',
    'decode -- $T',
    'check --need read --expect 401 -- $T',
    'can -- $T',
    'test -- $T',
    'who-can -- $T',
    'keys remove -- $T',
  ]
  test.each(LINES)('%s', async (line) => {
    const cwd = tempDir(CATALOG)
    const lines = ['-h', '--help', '-V', '--version', '-hq', '-h.x.y'].map((T) =>
      line.split(' ').map((word) => word.replace('$T', T).replace('GET_/', 'GET /')),
    )
    const done = await Promise.all(lines.map((argv) => scopectl(argv, { cwd, env: { KEY } })))
    expect(done.map(({ exit }, i) => [lines[i]?.join(' '), exit])).toEqual(
      lines.map((argv) => [argv.join(' '), 2]),
    )
    expect(done.map(({ stdout }) => stdout).join('')).toBe('')
  })
})
