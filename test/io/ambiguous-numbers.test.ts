import { describe, expect, test } from 'vitest'
import { sourceOfText } from '../../src/io/catalog-file.js'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'
import { placesOf, problemsOf } from './support.js'
import { open } from './users/record-world.js'

const read = async (text: string): Promise<unknown> =>
  (await sourceOfText('scopes.yaml', text)).value

/** Text that PyYAML, ruamel.yaml, js-yaml, yaml and go-yaml read differently, or that is not valid JSON. */
const AMBIGUOUS = [
  ...['010', '-010', '+010', '00', '000', '01', '08', '0888', '0777', '01.5', '010e1', '-00.5'],
  ...['0o10', '0O10', '-0o10', '+0o7', '0o_7', '0x10', '0X10', '-0x10', '+0x1F', '0x_7', '0x1_0'],
  ...['0b11', '-0b11', '0B1', '0b1_1', '0b_1'],
  ...['1_000', '1_', '1__0', '0_1', '-_1', '1_0.5', '1._5', '._5', '0._1', '1.5_0', '1e5_0'],
  ...['1e3', '1E3', '1e+3', '1e-3', '-1e3', '1.5e3', '1.e3', '.5e3', '0e0', '00e5', '1e05'],
  ...['+1', '+0', '.5', '-.5', '+.5', '5.', '-5.', '+1.5'],
  ...['1:30', '-1:30', '01:30', '1:30:45', '1:30.5', '12:30:45.6', '190:20:30', '0:0', '12:00'],
]
/** Text that all of them read as the same number. */
const AGREED = ['0', '1', '-1', '10', '200', '1.0', '1.5', '-1.5', '0.5', '0.10', '-0.0', '1000']
/** Text that all of them, or at least YAML 1.2 (dates), read as text. */
const TEXT = [
  ...['2026-01-01', '2026-01-01T00:00:00Z', '1.2.3', '10.0.0.1', '15m', '1d', '1-2', '_1', '0x'],
  ...['0xG', '0b2', '0o8', '1:2:x', 'a:30', '1e', '1.0e', '++1', '1,000', '123e4567-e89b', '1_a'],
]

describe('a number that YAML parsers read differently is refused', () => {
  test.each(AMBIGUOUS)('%s', async (text) => {
    const found = await problemsOf(() => read(`a: ${text} # x\n`))
    expect(found).toMatchObject([{ code: 'ambiguous-number', args: { text } }])
    expect(found[0]?.at).toMatchObject({ line: 1, column: 4, length: text.length })
    expect(await placesOf(() => read(`a: [x, ${text}]\n`))).toHaveLength(1)
    expect(await placesOf(() => read(`a:\n  - ${text}\n`))).toHaveLength(1)
  })

  test.each(AMBIGUOUS)('%s as a name', async (text) => {
    const [found] = await problemsOf(() => read(`"a": x\n${text}: x\n`))
    expect(found).toMatchObject({ code: 'name-not-string', args: { name: text } })
  })

  test.each(AMBIGUOUS)('%s in quotes is text', async (text) => {
    const value = { a: text, b: [text], [text]: 1 }
    expect(await read(`a: "${text}"\nb: ['${text}']\n"${text}": 1\n`)).toEqual(value)
  })

  test.each(AGREED)('%s is a number for all of them', async (text) => {
    expect(await read(`a: ${text}\nb: [${text}]\n`)).toEqual({ a: Number(text), b: [Number(text)] })
  })

  test.each(TEXT)('%s is text', async (text) => {
    expect(await read(`a: ${text}\n`)).toEqual({ a: text })
  })

  test.each(AMBIGUOUS)('%s as an attribute in a CSV cell', async (text) => {
    const found = await problemsOf(() => open(`user,level\nalice,${text}\n`, 'csv').load())
    expect(found).toMatchObject([{ code: 'ambiguous-number', args: { text }, at: { line: 2 } }])
    const quoted = open(`user,level\nalice,"""${text}"""\n`, 'csv').users.users.get('alice')
    expect(quoted?.attributes.get('level')).toBe(text)
  })

  test('a JSON number is read as JSON defines it', async () => {
    expect((await sourceOfText('scopes.json', '{ "a": [1e3, -0.5E+1] }')).value).toEqual({
      a: [1000, -5],
    })
  })
})

const CATALOG = `token: { issuer: https://idp.test, audience: api }
scopes: { read: Read, write: Write }
roles: { editor: { scopes: [write] }, boss: { scopes: [read], when: { level: 8 } } }
routes:
  GET /items/: read
`
const USERS = 'users:\n  alice: { level: 8 }\n'
const table = (cell: string): string =>
  `subjects: { nobody: { anonymous: true } }\ntable:\n  columns: [nobody]\n  rows:\n    GET /items/: ${cell}\n`

describe.concurrent('wherever the number is', () => {
  test.each<[string, Readonly<Record<string, string>>, string[], string]>([
    ['the version', { 'scopes.yaml': `version: 01\n${CATALOG}` }, ['lint'], 'scopes.yaml:1:10'],
    [
      'an attribute',
      { 'users.yaml': 'users:\n  alice: { level: 010 }\n' },
      ['can', '--user', 'alice'],
      'users.yaml:2:19',
    ],
    [
      'a claim',
      { 'users.yaml': 'users:\n  alice: { claims: { n: 010 } }\n' },
      ['can', '--user', 'alice'],
      'users.yaml:2:25',
    ],
    [
      '`when`',
      { 'scopes.yaml': CATALOG.replace('level: 8', 'level: 010') },
      ['lock', '--check'],
      'scopes.yaml:3:78',
    ],
    [
      'a parameter',
      { 'scopes.yaml': `${CATALOG}  GET /x/{id}: { needs: read, params: { id: 007 } }\n` },
      ['matrix'],
      'scopes.yaml:6:45',
    ],
    ['a cell', { 'scopes.test.yaml': table('0401') }, ['test'], 'scopes.test.yaml:5:18'],
    ['a cell in hex', { 'scopes.test.yaml': table('0x191') }, ['test'], 'scopes.test.yaml:5:18'],
    [
      'a cell with an exponent',
      { 'scopes.test.yaml': table('4.01e2') },
      ['test'],
      'scopes.test.yaml:5:18',
    ],
  ])('%s', async (_what, files, args, place) => {
    const cwd = tempDir({ 'scopes.yaml': CATALOG, 'users.yaml': USERS, ...files })
    const run = await scopectl(args, { cwd })
    expect([run.exit, `${run.stdout}${run.stderr}`]).toEqual([
      2,
      expect.stringContaining('ambiguous'),
    ])
    expect(`${run.stdout}${run.stderr}`).toContain(place)
  })

  test('numbers with leading zeros are not cells in text tables', async () => {
    const cwd = tempDir({
      'scopes.yaml': CATALOG,
      'table.csv': 'route,anonymous\nGET /items/,0401\n',
      'scopes.test.yaml': table('"0401"'),
    })
    for (const args of [['test', '--table', 'table.csv'], ['test']]) {
      const run = await scopectl(args, { cwd })
      expect([run.exit, run.stderr]).toEqual([2, expect.stringContaining('table-cell')])
    }
  })
})
