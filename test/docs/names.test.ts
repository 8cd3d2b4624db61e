import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { EXIT_MEANING } from '../../src/cli/exit.js'
import { OTHER_WORDS } from '../../src/cli/meant/other-words.js'
import { faultIn, markdownLines, spansOf, textLines, wordsOf } from '../support/command-lines.js'
import { declaredCommands, spellings } from '../support/command-list.js'

const commands = await declaredCommands()
const flags = new Set(commands.flatMap(({ options }) => options.flatMap(spellings)))
const filesIn = (folder: string, ends: string): string[] =>
  (readdirSync(folder, { recursive: true }) as string[])
    .filter((name) => name.endsWith(ends))
    .map((name) => join(folder, name))

const PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'CHANGELOG.md',
  ...filesIn('docs', '.md'),
]
/** The files with help texts and hints. */
const SOURCES = ['src/report', 'src/cli', 'src/commands', 'src/core/lint', 'src/core/init'].flatMap(
  (folder) => filesIn(folder, '.ts'),
)

/** Flags in the documents that are not scopectl's. */
const FOREIGN: ReadonlySet<string> = new Set(
  [
    'help version',
    // Node
    'env-file env-file-if-exists experimental-config-file experimental-default-config-file',
    'insecure-http-parser max-old-space-size experimental-vm-modules',
    // `npm run bench`
    'install rounds',
  ].flatMap((line) => line.split(' ').map((name) => `--${name}`)),
)

/** Our own sentences that begin with `scopectl` without meaning a command. */
const PROSE: ReadonlySet<string> = new Set(['itself', 'alone'])

const faults = (path: string, lines: readonly { text: string; words: readonly string[] }[]) =>
  lines.flatMap(({ text, words }) => {
    const fault = faultIn(words, commands)
    return fault === undefined ? [] : [`${path}: ${text.slice(0, 80)}: ${fault}`]
  })

test('every `scopectl …` in the documents is an existing command, with its own flags', () => {
  const found = PAGES.map((path) => markdownLines(readFileSync(path, 'utf8')))
  expect(found.flat().length).toBeGreaterThan(80)
  expect(PAGES.flatMap((path, i) => faults(path, found[i] ?? []))).toEqual([])
})

const sourceLines = (path: string) =>
  textLines(readFileSync(path, 'utf8').replaceAll('\\`', '`')).filter(
    ({ words }) => !PROSE.has(words[0] ?? ''),
  )

test('every flag, and every command with a flag, in the documents exists', () => {
  const missing = PAGES.flatMap((path) =>
    spansOf(readFileSync(path, 'utf8')).flatMap((span) => {
      const words = wordsOf(span)
      if (commands.some(({ name }) => span.startsWith(`${name} -`))) {
        return faultIn(words, commands) ?? []
      }
      const [flag = ''] = words.filter((word) => /^--[a-z]/.test(word))
      const name = flag.replace(/=.*$/s, '')
      return name === '' || !span.startsWith('--') || flags.has(name) || FOREIGN.has(name)
        ? []
        : `${path}: ${span}`
    }),
  )
  expect(missing).toEqual([])
})

test('every `scopectl …` in help and hints is an existing command, with its own flags', () => {
  const found = SOURCES.map((path) => sourceLines(path))
  expect(found.flat().length).toBeGreaterThan(20)
  expect(SOURCES.flatMap((path, i) => faults(path, found[i] ?? []))).toEqual([])
})

test('the examples of every command use that command', () => {
  for (const { name, examples } of commands) {
    for (const example of examples) {
      expect(faultIn(wordsOf(example), commands), example).toBeUndefined()
      expect(example).toContain(name)
    }
  }
})

test('the words of other tools refer to commands that exist', () => {
  for (const [word, { command, rest = [], always = [] }] of OTHER_WORDS) {
    const words = [...command.split(' '), ...rest, ...always]
    expect(faultIn(words, commands), word).toBeUndefined()
  }
})

test('the gates behind exit code 5 exist', () => {
  const [, list = ''] = EXIT_MEANING.failed.split(': ')
  const known = [...flags, ...commands.map(({ name }) => name)]
  expect(list.split(', ').filter((name) => !known.includes(name.replaceAll('`', '')))).toEqual([])
})

test('a wrong name is found', () => {
  const lines = markdownLines(
    '`scopectl frob` and `scopectl check --frob x`\n```sh\na | scopectl keys frob\n```\n',
  )
  expect(faults('x', lines)).toEqual([
    'x: scopectl keys frob: no command `keys frob`',
    'x: scopectl frob: no command `frob`',
    'x: scopectl check --frob x: `check` has no flag `--frob`',
  ])
})
