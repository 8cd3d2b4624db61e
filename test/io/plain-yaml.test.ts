import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Path } from '../../src/core/source.js'
import { findPlainYaml } from '../../src/io/plain-yaml/index.js'
import { yamlSource } from '../../src/io/yaml-found.js'
import { findYaml } from '../../src/io/yaml-source.js'

const FILE = 'scopes.yaml'

/** The path of every value, and of something that is in none. */
function* pathsOf(value: unknown, path: Path = []): Generator<Path> {
  yield path
  yield [...path, 'not there']
  if (typeof value !== 'object' || value === null) return
  for (const [name, inner] of Object.entries(value))
    yield* pathsOf(inner, [...path, Array.isArray(value) ? Number(name) : name])
}

/** All that there is to know of a text: the value with its names in order, and where each of it stands. */
function told(text: string, found: ReturnType<typeof findYaml>) {
  const { value, locate } = yamlSource(FILE, text, found)
  const places = [...pathsOf(value)].map((path) => [path, locate(path, 'key'), locate(path)])
  return { value, text: JSON.stringify(value), places }
}

/** Whether the text is plain; the library has the last word on what it says. */
function agree(text: string): boolean {
  const plain = findPlainYaml(text)
  if (plain === undefined) return false
  const library = told(text, findYaml(FILE, text)) // which throws what is wrong with it
  expect(told(text, plain)).toEqual(library)
  return true
}

describe('what is plain says the same to the library', () => {
  const files = ['.', 'test/e2e/cases', 'test/fixtures'].flatMap((folder) =>
    readdirSync(folder, { recursive: folder !== '.', encoding: 'utf8' })
      .filter((name) => name.endsWith('.yaml'))
      .map((name) => join(folder, name)),
  )

  test('every file here', () => {
    const plain = files.filter((file) => agree(readFileSync(file, 'utf8')))
    expect(plain).toEqual(expect.arrayContaining(['scopes.yaml', 'scopes.test.yaml', 'users.yaml']))
    expect(plain.length / files.length).toBeGreaterThan(0.8)
  })

  test.each([
    ['maps in maps', 'a:\n  b:\n      c: x\n  d: y\ne: z\n'],
    ['a list below its name', 'a:\n- x\n- y\nb: z\n'],
    ['a list further in', 'a:\n    - x\n    - y\nb: z\n'],
    ['maps in lists', 'a:\n  - b: x\n    c: y\n  -   d: z\n  -\n    e: w\n'],
    ['lists in lists', 'a:\n  - - x\n    - y\n  - - z\n'],
    ['brackets', 'a: [x, y z, [], {}, { b: c, d: [e] }]\nf: {}\n'],
    ['brackets over lines', 'a: [\n  x,\n\n  y\n  ]\nb: { c: d,\n  e:\n    f }\n'],
    ['brackets below their name', 'a:\n  [\n    b,\n  ]\nc:\n  { d: e }\n'],
    ['brackets that end below their name', 'a: [\n  b\n]\nc:\n  - {\n    d: e,\n    }\n'],
    ['comments in brackets', 'a: [ # b\n  c, # d\n  # e\n  f # g\n  ] # h\n'],
    ['quoted', '"a b": "x: # y"\n\'c\': \'"\'\nd: {"e f": \'\'}\n'],
    ['comments', '# 1\na: x # 2\n # 3\nb: # 4\n   # 5\n  c: y#z\n\n\n# 6'],
    ['signs in text', 'a: x, y [z] {w} \'v\' "u" t:s # r\nb/{c}[d]: x-y\n'],
    ['true, false, numbers', 'a: [true, false, 0, 42, 999999999999999]\nb: true\nc: 7\n'],
    ['what is none', 'a: [True1, nullx, yes, 1 2, 1_0, 0b1, 1:2]\nb: 1x\n'],
    ['CRLF', 'a: x # y\r\n\r\nb:\r\n  - [c,\r\n    d]\r\n  - e: "f"\r\n'],
    ['spaces at ends', 'a:   x   \nb:  \n  c: [ y ]  \n  "d":  { e:  z  }  # w  \n'],
    ['no line end', 'a: x'],
    ['letters of the world', 'ä: ö\n日本: [語, "😀"]\n'],
  ])('%s', (_what, text) => {
    expect(agree(text)).toBe(true)
  })
})

describe('what is left to the library', () => {
  test.each([
    ['nothing', ''],
    ['comments only', '# a\n'],
    ['a list', '- a\n'],
    ['a value', 'a\n'],
    ['brackets at the root', '{ a: b }\n'],
    ['an indented root', '  a: b\n'],
    ['documents', '---\na: b\n'],
    ['a second document', 'a: b\n---\nc: d\n'],
    ['an ended document', 'a: b\n...\n'],
    ['a directive', '%YAML 1.2\n---\na: b\n'],
    ['anchors', 'a: &b c\n'],
    ['aliases', 'a: *b\n'],
    ['tags', 'a: !!str b\n'],
    ['merge keys', 'a: { <<: b }\n'],
    ['quoted merge keys', '"<<": b\n'],
    ['block texts', 'a: |\n  b\n'],
    ['folded texts', 'a: >-\n  b\n'],
    ['text over lines', 'a: b\n  c\n'],
    ['text below its name', 'a:\n  b\n'],
    ['brackets further below their name', 'a:\n# b\n  [c]\n'],
    ['quoted over lines', 'a: "b\n  c"\n'],
    ['text over lines in brackets', 'a: [b\n  c]\n'],
    ['escapes', 'a: "\\x41"\n'],
    ['doubled quotes', "a: 'b''c'\n"],
    ['nothing as a value', 'a:\nb: c\n'],
    ['nothing in brackets', 'a: { b: }\n'],
    ['names that are null', 'null: a\n'],
    ['names that are numbers', '1: a\n'],
    ['names that are numbers in brackets', 'a: { 1: b }\n'],
    ['names that are asked for', '? a\n: b\n'],
    ['reserved names', '__proto__: a\n'],
    ['reserved names in brackets', 'a: { "constructor": b }\n'],
    ['names twice', 'a: b\na: c\n'],
    ['names twice, once quoted', 'a: b\n"a": c\n'],
    ['names twice in brackets', 'a: { b: c, b: d }\n'],
    ['names in a list', 'a: [b: c]\n'],
    ['no colon', 'a: b\nc\n'],
    ['a colon too many', 'a: b: c\n'],
    ['a colon at the end', 'a: b:\n'],
    ['no space behind a colon', '"a":b\n'],
    ['a space before a colon', 'a : b\n'],
    ['no comma', 'a: [b c] d\n'],
    ['two commas', 'a: [b,, c]\n'],
    ['brackets that stay open', 'a: [b\n'],
    ['the wrong bracket', 'a: [b}\n'],
    ['a bracket before its name', 'a:\n  b: [\n  c\n]\n'],
    ['an inner bracket below its name', 'a: [[\n  b\n], c]\n'],
    ['a quote that stays open', 'a: "b\n'],
    ['text behind a quote', 'a: "b" c\n'],
    ['a comment without a space', 'a: "b"#c\n'],
    ['an indentation of its own', 'a:\n    b: c\n  d: e\n'],
    ['an indentation too many', 'a: b\n  c: d\n'],
    ['a dash among names', 'a: b\n- c\n'],
    ['a name among dashes', 'a:\n  - b\n  c: d\n'],
    ['a list on the line of its name', 'a: - b\n'],
    ['a dash without a space', 'a:\n  -b\n'],
    ['tabs', 'a:\tb\n'],
    ['a CR that ends no line', 'a: b\rc: d\n'],
    ['NEL', 'a: b\u0085c\n'],
    ['control characters', 'a: \u001b\n'],
    ['a byte order mark', '\ufeffa: b\n'],
    ['too deep', `a: ${'['.repeat(60)}${']'.repeat(60)}\n`],
    ['a long name', `${'a'.repeat(1_025)}: b\n`],
  ])('%s', (_what, text) => {
    expect(findPlainYaml(text)).toBeUndefined()
  })

  const WORDS =
    '~ null Null NULL True TRUE False FALSE 1.5 1. .5 1e3 -1 +1 007 0o7 0x1F .inf -.INF .NaN'
  test.each([...WORDS.split(' '), '9007199254740993'])('%s', (word) => {
    expect(findPlainYaml(`a: ${word}\n`)).toBeUndefined()
    expect(findPlainYaml(`a: [${word}]\n`)).toBeUndefined()
    expect(findPlainYaml(`${word}: a\n`)).toBeUndefined()
  })
})

describe('any text', () => {
  const NAMES = ['a', 'b c', 'GET /x/{id}', 'users:read', 'x#y', 'é', "don't"]
  const name = fc.constantFrom(...NAMES)
  const word = fc.constantFrom(...NAMES, 'true', '1', '0')
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      word,
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(name, tie('value'), { maxKeys: 3, noNullPrototype: true }),
    ),
  }))
  const style = fc.infiniteStream(fc.nat(9))

  /** Prints a value in one of the many ways, some of which are wrong: it is the library that knows. */
  function print(said: unknown, indent: string, next: () => number): string {
    if (typeof said === 'string') return next() < 8 ? said : next() < 8 ? `"${said}"` : `'${said}'`
    const entries = Object.entries(said as object)
    const isList = Array.isArray(said)
    const comment = next() === 0 ? ' # c' : ''
    if (entries.length === 0 || next() < 3) {
      const gap = next() === 0 ? `\n${indent} ` : ' '
      const inner = entries.map(([name, each]) =>
        isList ? flow(each, next) : `${flow(name, next)}: ${flow(each, next)}`,
      )
      const all = `${inner.join(`,${gap}`)}`
      return isList ? `[${all}]${comment}` : `{${gap}${all}${gap}}${comment}`
    }
    const within = `${indent}${isList || next() > 1 ? '  ' : ''}`
    const lines = entries.map(([name, each]) =>
      isList
        ? `${within}- ${print(each, `${within}  `, next).replace(/^\n */, '')}`
        : `${within}${print(name, '', next)}: ${print(each, within, next)}`,
    )
    return `${comment}\n${next() === 0 ? '\n# d\n' : ''}${lines.join('\n')}`
  }

  function flow(said: unknown, next: () => number): string {
    if (typeof said === 'string') return /[{']/.test(said) ? `"${said}"` : print(said, '', next)
    const inner = Object.entries(said as object).map(([name, each]) =>
      Array.isArray(said) ? flow(each, next) : `${flow(name, next)}: ${flow(each, next)}`,
    )
    return Array.isArray(said) ? `[${inner.join(', ')}]` : `{ ${inner.join(', ')} }`
  }

  const text = fc
    .tuple(fc.dictionary(name, value, { minKeys: 1 }), style)
    .map(([said, numbers]) => {
      const next = () => numbers.next().value ?? 0
      return Object.entries(said)
        .map(([name, each]) => `${print(name, '', next)}: ${print(each, '', next)}\n`)
        .join('')
    })
  /** What YAML is made of. */
  const piece = fc.constantFrom(
    ...[
      ' ',
      '  ',
      '\n',
      '\n  ',
      '\r\n',
      '- ',
      '-',
      ':',
      ': ',
      ' :',
      '#',
      ' #',
      ',',
      '[',
      ']',
      '{',
      '}',
      '"',
      "'",
    ],
    ...[
      '?',
      '? ',
      '&a',
      '*a',
      '!',
      '|',
      '>',
      '%',
      '@',
      '`',
      '~',
      '<<',
      '---',
      '...',
      '.',
      '+',
      '=',
      '0x1',
      '1e3',
      '\t',
    ],
    ...[
      'null',
      'a',
      'b: c',
      '\\',
      '\n\n',
      '\n# e\n',
      '\u00a0',
      '\u2028',
      '\u{1f600}',
      '__proto__: x\n',
    ],
  )

  test('as it is written: most of it is plain', () => {
    let [plain, all] = [0, 0]
    fc.assert(
      fc.property(text, (yaml) => {
        all++
        if (agree(yaml)) plain++
      }),
      { numRuns: 1_000 },
    )
    expect(plain / all).toBeGreaterThan(0.3)
  })

  test('with something put in, taken out or doubled', () => {
    const change = fc.tuple(fc.nat(), fc.nat(3), piece)
    fc.assert(
      fc.property(text, fc.array(change, { minLength: 1, maxLength: 3 }), (yaml, changes) => {
        let changed = yaml
        for (const [place, length, put] of changes) {
          const at = place % (changed.length + 1)
          changed = changed.slice(0, at) + put + changed.slice(at + length)
        }
        agree(changed)
      }),
      { numRuns: 3_000 },
    )
  })

  test('put together from pieces', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, word), { maxLength: 12 }), (pieces) => {
        agree(`a: ${pieces.join('')}`)
      }),
      { numRuns: 3_000 },
    )
  })
})
