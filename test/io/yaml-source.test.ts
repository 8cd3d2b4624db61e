import { describe, expect, test } from 'vitest'
import { readYaml } from '../../src/io/yaml-source.js'
import { cpuTimer } from '../support/cpu-time.js'
import { placesOf, problemsOf } from './support.js'

const read = (text: string) => readYaml('scopes.yaml', text)
const deep = (levels: number): string =>
  Array.from({ length: levels }, (_, i) => `${' '.repeat(i)}a:`).join('\n')

describe('what is read', () => {
  test.each([
    ['maps, lists, scalars', 'a: {b: [1, true, null, x]}\n', { a: { b: [1, true, null, 'x'] } }],
    [
      'YAML8: yes, no, on and dates are text',
      'yes: no\non: 2026-01-01\n',
      { yes: 'no', on: '2026-01-01' },
    ],
    ['YAML8: quoted names may look like anything', '"1": a\n\'null\': b\n', { 1: 'a', null: 'b' }],
    ['YAML9: CRLF', 'a: 1\r\nb: 2\r\n', { a: 1, b: 2 }],
    ['a document start', '---\na: 1\n', { a: 1 }],
    ['block scalars', 'a: |\n  x\n  y\n', { a: 'x\ny\n' }],
    ['routes as names', 'GET /users/{id}: read\n', { 'GET /users/{id}': 'read' }],
    ['escapes written on purpose', 'a: "\\u001b"\n', { a: '\u001b' }],
    ['100 levels', `${deep(100)} 1`, expect.anything()],
  ])('%s', (_name, text, value) => {
    expect(read(text).value).toEqual(value)
  })

  test('YAML4: toString and hasOwnProperty are ordinary names', () => {
    const value = read('toString: 1\nhasOwnProperty: 2\n').value as object
    expect(Object.keys(value)).toEqual(['toString', 'hasOwnProperty'])
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })
})

describe('what is refused, with its location', () => {
  test('more than 800,000 values', async () => {
    const found = await problemsOf(() => read(`a: [${'1,'.repeat(800_000)}1]\n`))
    expect(found.map(({ code }) => code)).toEqual(['too-many-values'])
  })

  test.each([
    ['YAML2: a cyclic alias', 'a: &a [*a]\n', ['1:4+2 yaml-anchor', '1:8+2 yaml-alias']],
    ['YAML2: an alias of nothing', 'a: *b\n', ['1:4+2 yaml-alias']],
    ['YAML2: an alias as a name', '*a : 1\n', ['1:1+2 yaml-alias']],
    ['an anchored name', '&k a: 1\n', ['1:1+2 yaml-anchor']],
    ['YAML3: a repeated name', 'a: 1\nb: 2\na: 3\n', ['3:1+1 duplicate-name']],
    ['YAML3: quoted and not', 'a: 1\n"a": 2\n', ['2:1+3 duplicate-name']],
    ['YAML3: in a flow map', 'x: {a: 1, a: 2}\n', ['1:11+1 duplicate-name']],
    ['YAML3: 1 and "1"', '{1: 2, "1": 3}', ['1:2+1 name-not-string']],
    ['YAML3: with CRLF', 'a: 1\r\na: 2\r\n', ['2:1+1 duplicate-name']],
    ['YAML4: __proto__', '__proto__: 1\n', ['1:1+9 reserved-name']],
    [
      'YAML4: deep inside',
      'a:\n  - constructor: 1\n    "prototype": 2\n',
      ['2:5+11 reserved-name', '3:5+11 reserved-name'],
    ],
    ['YAML5: a foreign tag', 'a: !foo bar\n', ['1:4+4 yaml-tag']],
    ['YAML5: a function', 'a: !!js/function "x"\n', ['1:4+13 yaml-tag']],
    ['YAML5: a set', 'a: !!set {x}\n', ['1:4+5 yaml-tag', '1:11+1 yaml-ambiguous']],
    ['YAML5: binary', 'a: !!binary aGk=\n', ['1:4+8 yaml-tag']],
    ['YAML5: a timestamp', 'a: !!timestamp 2026-01-01\n', ['1:4+11 yaml-tag']],
    ['YAML5: a core tag', 'a: !!str 1\n', ['1:4+5 yaml-tag']],
    ['YAML5: the non-specific tag', 'a: ! 1\n', ['1:4+1 yaml-tag']],
    ['YAML5: a tag on a block map', 'a: !foo\n  b: 1\n', ['1:4+4 yaml-tag']],
    ['YAML5: a tagged name', '!!str a: 1\n', ['1:1+5 yaml-tag']],
    ['YAML6: a merge key', 'a:\n  <<: {b: 1}\n', ['2:3+2 yaml-merge-key']],
    ['YAML6: a quoted one', '"<<": {b: 1}\n', ['1:1+4 yaml-merge-key']],
    ['YAML7: %YAML', '%YAML 1.1\n---\na: yes\n', ['1:1+9 yaml-directive']],
    ['YAML7: %TAG', '%TAG ! tag:x,2000:\n---\na: 1\n', ['1:1+18 yaml-directive']],
    [
      'YAML8: names that are not text',
      'null: 1\n~: 2\ntrue: 3\n1e3: 4\n0x10: 5\n1.0: 6\n.nan: 7\n: 8\n',
      [
        '1:1+4 name-not-string',
        '2:1+1 name-not-string',
        '3:1+4 name-not-string',
        '4:1+3 name-not-string',
        '5:1+4 name-not-string',
        '6:1+3 name-not-string',
        '7:1+4 name-not-string',
        '8:1+1 name-not-string',
      ],
    ],
    ['YAML9: two documents', 'a: 1\n---\nb: 2\n', ['2:1+3 yaml-second-document']],
    ['YAML9: a second, empty one', 'a: 1\n---\n', ['2:1+3 yaml-second-document']],
    ['YAML9: an empty file', '', ['1:1+1 file-empty']],
    ['YAML9: only comments', '# a\n# b\n', ['1:1+1 file-empty']],
    ['YAML9: only a document start', '---\n', ['1:1+1 file-empty']],
    ['YAML9: a scalar', 'hello\n', ['1:1+5 file-not-map']],
    ['YAML9: null', 'null\n', ['1:1+4 file-not-map']],
    ['YAML9: a list', '- a\n', ['1:1+3 file-not-map']],
    ['YAML9: NUL', 'a: x\0\n', ['1:5+1 bad-character']],
    ['YAML9: an escaped NUL', 'a: "\\0"\n', ['1:4+4 bad-character']],
    ['YAML9: raw ESC', 'a: x\u001b[2J\n', ['1:5+1 bad-character']],
    ['YAML9: U+FEFF inside', 'a: x\nb: \ufeffy\n', ['2:4+1 bad-character']],
    ['YAML9: half a surrogate pair, escaped', '"\\ud800": 1\n', ['1:1+8 bad-character']],
    ['YAML9: half a surrogate pair, raw', 'a: \ud800\n', ['1:4+1 bad-character']],
    ['YAML9: a tab', 'a:\n\t- b\n', ['2:1+1 yaml-syntax']],
    ['YAML10: a list as a name', '[ a, b ]: 1\n', ['1:1+8 name-not-scalar']],
    ['YAML10: a map as a name', '? {a: b}\n: 1\n', ['1:3+6 name-not-scalar']],
    ['YAML11: 101 levels and a list', `${deep(101)} [1]`, ['101:104+1 nested-too-deep']],
    ['YAML12: a syntax error', 'a: b: c\n', ['1:4+1 yaml-syntax']],
    [
      'numbers that are rounded',
      'a: 9007199254740993\nb: .inf\nc: .nan\nd: 1e400\n',
      [
        '1:4+16 number-too-big',
        '2:4+4 number-too-big',
        '3:4+4 number-too-big',
        '4:4+5 number-too-big',
      ],
    ],
    [
      'decimals that are rounded',
      'a: 0.1234567890123456789\nb: 1.0000000000000000001\nc: 9007199254740993.5\nd: 1e-400\n',
      [
        '1:4+21 number-too-big',
        '2:4+21 number-too-big',
        '3:4+18 number-too-big',
        '4:4+6 ambiguous-number',
      ],
    ],
  ])('%s', async (_name, text, places) => {
    expect(await placesOf(() => read(text))).toEqual(places)
  })

  test('all problems of a file, in file order, not only the first', async () => {
    const text = 'a: &x 1\nb: *x\n__proto__: !t 1\nb: {c: 1, c: 2}\nd: "x"y\n'
    expect(await placesOf(() => read(text))).toEqual([
      '1:4+2 yaml-anchor',
      '2:4+2 yaml-alias',
      '3:1+9 reserved-name',
      '3:12+2 yaml-tag',
      '4:1+1 duplicate-name',
      '4:11+1 duplicate-name',
      '5:7+1 yaml-syntax',
    ])
  })

  test('YAML3: the problem for a duplicate name says where it was first used', async () => {
    const [first] = await problemsOf(() => read('x: 1\na: 1\n\na: 2\n'))
    expect(first).toMatchObject({
      args: { name: 'a', line: 2 },
      at: { file: 'scopes.yaml', text: 'a: 2' },
    })
  })

  test('a common mistake: routes in brackets', async () => {
    const [slip, other] = await problemsOf(() => read('a:\n  - [DELETE /users/{id}]\nb: [x {y}]\n'))
    expect(slip).toMatchObject({
      code: 'yaml-syntax',
      args: { slip: true },
      at: { line: 2, column: 20 },
    })
    expect(other).toMatchObject({ code: 'yaml-syntax', args: { slip: false }, at: { line: 3 } })
  })

  test('the first hundred problems are listed, the rest are counted', async () => {
    const problems = await problemsOf(() => read('a: 1\n'.repeat(300)))
    expect(problems).toHaveLength(101)
    expect(problems.at(-1)).toMatchObject({ code: 'too-many-problems', args: { more: 199 } })
  })
})

describe('YAML1, YAML11: hostile input is refused quickly', () => {
  const levels = 'abcdefghi'.split('')
  const bomb = `${levels
    .map(
      (name, i) =>
        `${name}: &${name} [${Array(9)
          .fill(i === 0 ? 'lol' : `*${levels[i - 1]}`)
          .join(', ')}]`,
    )
    .join('\n')}\n`
  test.each([
    ['an alias bomb', bomb, 'yaml-anchor'],
    [
      '20,000 open brackets (these end Node when composed)',
      `x: ${'['.repeat(20_000)}`,
      'nested-too-deep',
    ],
    ['5,000 pairs of brackets', `${'['.repeat(5000)}${']'.repeat(5000)}`, 'nested-too-deep'],
    ['5,000 maps', `x: ${'{a: '.repeat(5000)}`, 'nested-too-deep'],
    ['blocks', deep(500), 'nested-too-deep'],
    ['dashes', '- '.repeat(30_000), 'nested-too-deep'],
    ['question marks', '? '.repeat(30_000), 'nested-too-deep'],
  ])('%s', async (_name, text, code) => {
    const spent = cpuTimer()
    const [first] = await problemsOf(() => read(text))
    expect(first?.code).toBe(code)
    expect(spent()).toBeLessThan(10_000)
  })

  test('20,000 routes in reasonable time, including all their locations', () => {
    const text = `routes:\n${Array.from({ length: 20_000 }, (_, i) => `  GET /x${i}: read\n`).join('')}`
    const spent = cpuTimer()
    const source = read(text)
    for (let i = 0; i < 20_000; i++) source.locate(['routes', `GET /x${i}`])
    expect(source.locate(['routes', 'GET /x19999'], 'key')?.line).toBe(20_001)
    expect(spent()).toBeLessThan(15_000)
  })
})
