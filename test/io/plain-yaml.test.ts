import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { findPlainYaml } from '../../src/io/plain-yaml/index.js'
import { agree } from './two-readers.js'

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
    ['what is none', 'a: [True1, nullx, yes, 1 2, 1_x, 0b2, 1:x]\nb: 1x\n'],
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
    ['too many values', `a: [${'x,'.repeat(1_000_000)}x]\n`],
    ['too many names', `a: [${'{a: x},'.repeat(400_000)}x]\n`],
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
