import { expect, test } from 'vitest'
import { readJson } from '../../src/io/json-source.js'
import { placesOf, problemsOf } from './support.js'

const read = (text: string) => readJson('scopes.json', text)

test('a value with its locations', () => {
  const source = read('{\n  "roles": { "a/b": ["x", "y"] }\n}\n')
  expect(source.value).toEqual({ roles: { 'a/b': ['x', 'y'] } })
  expect(source.locate(['roles', 'a/b'], 'key')).toMatchObject({ line: 2, column: 14, length: 5 })
  expect(source.locate(['roles', 'a/b', 1])).toMatchObject({ line: 2, column: 27, length: 3 })
  expect(source.locate(['roles', 'nope', 'x'], 'key')).toMatchObject({ line: 2, column: 12 })
})

test.each([
  ['YAML3: a repeated name', '{"a": 1,\n "a": 2}', ['2:2+3 duplicate-name']],
  ['YAML3: hidden by an escape', '{"a": 1, "\\u0061": 2}', ['1:10+3 duplicate-name']],
  [
    'YAML4: reserved names, all of them',
    '{"__proto__": 1, "a": [{"constructor": 2}]}',
    ['1:2+11 reserved-name', '1:25+13 reserved-name'],
  ],
  ['YAML9: empty', ' \n', ['1:1+1 file-empty']],
  ['YAML9: a list', '[1]', ['1:1+3 file-not-map']],
  ['YAML9: null', 'null', ['1:1+4 file-not-map']],
  ['YAML11: depth', '{"a":'.repeat(101), ['1:501+1 nested-too-deep']],
  ['numbers that are rounded', '{"a": 9007199254740993}', ['1:7+16 number-too-big']],
  [
    'decimals that are rounded, wherever they are',
    '{"a": [1.5, 0.1234567890123456789], "b": {"c": 1.00000000000000000001, "d": 1e-400}}',
    ['1:13+21 number-too-big', '1:48+22 number-too-big', '1:77+6 number-too-big'],
  ],
  ['numbers that are too big', '{"a": 1e400}', ['1:7+5 number-too-big']],
  ['half a surrogate pair', '{"a": "\\ud800"}', ['1:7+1 bad-character']],
  ['a comment', '{"a": 1 // x\n}', ['1:9+1 json-syntax']],
  ['a truncated text', '{"a": 1', ['1:8+1 json-syntax']],
])('%s', async (_name, text, places) => {
  expect(await placesOf(() => read(text))).toEqual(places)
})

test('the end of the text is distinguished from a character', async () => {
  expect(await problemsOf(() => read('{"a": 1'))).toMatchObject([{ args: { found: undefined } }])
})
