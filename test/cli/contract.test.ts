import { describe, expect, test } from 'vitest'
import { ALL_COMMANDS } from '../../src/cli/commands.js'
import { TOPIC_NAMES } from '../../src/cli/help/topics.js'
import { GLOBAL_FLAGS } from '../../src/commands/global-flags.js'
import { declaredCommands, GLOBALS, spellings } from '../support/command-list.js'
import { scopectl } from '../support/scopectl.js'

// Everything that a command declares is in `--help`, and every command declares what all must have.
// docs/reference/commands.md lists the flags, so a removed one is a changed line in a review.

const commands = await declaredCommands()

test('help lists every command once, with its summary', async () => {
  const { stdout } = await scopectl(['--help'])
  const listed = stdout.split('\n').filter((line) => /^ {2}[a-z][a-z0-9 -]* {2}/.test(line))
  for (const { name, summary } of ALL_COMMANDS) {
    expect(listed.filter((line) => line.trim().startsWith(`${name}  `))).toEqual([
      expect.stringMatching(new RegExp(`  ${summary.replace(/[.*+?()[\]]/g, '\\$&')}$`)),
    ])
  }
})

describe.concurrent('--help of a command has its arguments, flags and two examples', () => {
  test.each(commands)('$name', async ({ name, args, options }) => {
    const { stdout, exit } = await scopectl([...name.split(' '), '--help'])
    expect(exit).toBe(0)
    for (const word of [...args.map(({ usage }) => usage), ...options.flatMap(spellings)]) {
      expect(stdout).toMatch(new RegExp(`(?<![\\w-])${word.replaceAll('.', '\\.')}(?![\\w-])`))
    }
    const examples = stdout.split('Examples:\n')[1] ?? ''
    expect(examples.trim().split('\n')).toHaveLength(2)
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(110)
  })
})

test('every command has the global flags, and each takes a value exactly if the command line parser says so', () => {
  for (const { name, options } of commands) {
    const globals = options.filter(({ helpGroupHeading }) => helpGroupHeading === GLOBALS)
    const declared = globals.flatMap((option) =>
      spellings(option).map((flag) => [flag, option.required] as const),
    )
    expect(new Map(declared), name).toEqual(new Map(GLOBAL_FLAGS))
  }
})

test('flags that belong together are declared together', () => {
  const groups = [
    ['--user', '--client', '--role'],
    ['--need', '--any'],
    ['--key', '--algorithm', '--issuer', '--audience'],
  ]
  for (const { name, options } of commands) {
    const flags = options.flatMap(spellings)
    for (const group of groups.filter(([first = '']) => flags.includes(first))) {
      expect(flags, name).toEqual(expect.arrayContaining(group))
    }
  }
})

test.each(TOPIC_NAMES)('help %s', async (topic) => {
  const { stdout, exit } = await scopectl(['help', topic])
  expect(exit).toBe(0)
  expect(stdout.length).toBeGreaterThan(200)
  expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
})
