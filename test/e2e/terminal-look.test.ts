import { stripVTControlCharacters } from 'node:util'
import { describe, expect, test } from 'vitest'
import { TOPIC_NAMES } from '../../src/cli/help/topics.js'
import { widthOf } from '../../src/report/width.js'
import { declaredCommands } from '../support/command-list.js'
import { inPipe, onTerminal, terminalWorld, WIDE_NAMES } from '../support/terminal-world.js'

// How the commands look on a terminal: their examples, in a catalog with wide names, and some more lines.

const commands = await declaredCommands()
/** These ask, run until they are stopped, need a server, or write a document. */
const NOT_RUN =
  /[|>'<]|--format|--json|^(init$|serve|probe|server learn|users passwd|keys remove)|http:/
const examples = commands
  .flatMap((command) => command.examples)
  .filter((line) => !NOT_RUN.test(line))
const ANSWERS = [
  ...examples,
  ...['check --user bob --route "DELETE /users/42"', 'check --need wirte --user bob'],
  ...['can --user 田中さん', 'who-can "POST /items/" -v', 'users list', 'matrix --by user'],
  ...['matrix', 'matrix --compare editor 編集者', 'lint', 'diff v1.0', 'lock --check', 'test'],
  ...['decode env:T', 'verify env:T', 'tset', 'token --user nobody', 'check --need read'],
  ...['probe http://127.0.0.1:9 --dry-run', 'test --coverage --suggest', 'test --mutate'],
  ...['check --user bob --need users:reed', 'matrix --sope x', 'prove "every route needs read"'],
  'check --user 田中さん --route "GET /me" --as-server all',
].map((line) => `scopectl ${line}`)
const HELP = [
  'scopectl',
  ...TOPIC_NAMES.map((topic) => `scopectl help ${topic}`),
  ...commands.map(({ name }) => `scopectl ${name} --help`),
]

/** A token, a script: what cannot be broken. */
const UNBROKEN = /^scopectl (token|completion|init) /
const PAINT = new RegExp(`${'\u001b'}\\[[\\d;]*m`, 'g')
/** A command line to paste, which the terminal breaks. */
const PASTED = /^(next: +|hint: +| +|.*`)scopectl /

const [wide, narrow, ascii, piped] = await Promise.all([
  onTerminal(await terminalWorld(), ANSWERS, 120, {}),
  onTerminal(await terminalWorld(), ANSWERS, 60, { NO_COLOR: '1' }),
  onTerminal(await terminalWorld(), [...ANSWERS, ...HELP], 80, { LC_ALL: 'C' }),
  inPipe(await terminalWorld(), ANSWERS, { FORCE_COLOR: '1' }),
])
const answerOf = (shown: typeof wide, line: string): string =>
  stripVTControlCharacters(shown.find((each) => each.line === `scopectl ${line}`)?.text ?? '')

test('every line was run', () => {
  expect(wide.map(({ line }) => line)).toEqual(ANSWERS)
  expect(narrow.map(({ line }) => line)).toEqual(ANSWERS)
  expect(ascii.map(({ line }) => line)).toEqual([...ANSWERS, ...HELP])
  expect(piped.map(({ line }) => line)).toEqual(ANSWERS)
})

describe.each([
  { what: '60 columns, where 80 are filled', shown: narrow, columns: 80 },
  { what: '120 columns', shown: wide, columns: 120 },
  { what: 'ASCII and help on 80 columns', shown: ascii, columns: 80 },
])('$what', ({ shown, columns }) => {
  test('no line is longer', () => {
    const long = shown
      .filter(({ line }) => !UNBROKEN.test(`${line} `))
      .flatMap(({ line, text }) =>
        stripVTControlCharacters(text)
          .split('\n')
          .filter((row) => widthOf(row) > columns && !PASTED.test(row))
          .map((row) => ({ line, row })),
      )
    expect(long).toEqual([])
  })
})

test('in a locale that is not UTF-8, only names and descriptions are not ASCII', () => {
  const ours = ascii.flatMap(({ line, text }) =>
    text
      .split('\n')
      .map((row) => row.replace(WIDE_NAMES, ''))
      .filter((row) => /[^\0-\x7f]/.test(row))
      .map((row) => ({ line, row })),
  )
  expect(ours).toEqual([])
})

test('colours can be read on white and on black: no yellow, no bright colours, no background', () => {
  const sequences = [...wide, ...piped].flatMap(({ text }) => text.match(PAINT) ?? [])
  const used = [...new Set(sequences.map((each) => each.slice(2, -1)))]
  expect(used.sort()).toEqual(['1', '2', '22', '31', '32', '35', '39'])
  expect(narrow.filter(({ text }) => text.includes('\u001b['))).toEqual([])
})

test('in a pipe nothing is overwritten, and no line is folded', () => {
  for (const { text } of piped) {
    expect(text).not.toContain('\r')
    expect(text.replaceAll(PAINT, '')).not.toContain('\u001b')
  }
  expect(answerOf(piped, 'can --user 田中さん')).toContain(
    '  ✓  DELETE  /users/{id}                      users:delete + users:read  編集者',
  )
})

test('columns are aligned: characters of two columns, emoji, combining marks', () => {
  const listed = `
  user    alice     reader (default), admin (when)
  user    bob       reader (default), editor
  user    田中さん  reader (default), 編集者
  user    🚀⚡      reader (default), editor
  user    zoe\u0308       disabled: reader (default), + users:read
`
  for (const shown of [wide, narrow, piped])
    expect(`\n${answerOf(shown, 'users list')}`).toContain(listed)
})

test('what is folded keeps the columns of a row apart', () => {
  expect(answerOf(narrow, 'can --user 田中さん')).toMatch(/ read {2,}reader \(default\)\n/)
})
