import { expect, test } from 'vitest'
import { measured, readNatively } from '../../../src/core/token/native-json.js'

const read = (text: string, start = 0, maxDepth = 9): unknown =>
  readNatively(text, start, maxDepth, () => {})?.value

test.each<[string, number, number]>([
  ['{}', 1, 0],
  ['[ ]', 1, 0],
  ['{"a":1}', 2, 1],
  ['[1,2,3]', 4, 0],
  ['[[],[]]', 3, 0],
  ['{"a":{"b":[]},"c":[1,{"d":2}]}', 7, 4],
  ['["[{,:}]","\\"","\\\\"]', 4, 0],
  ['\t[ 1 ,\n2 ]', 3, 0],
])('%s: %i values, %i names', (text, values, names) => {
  const start = text.search(/\S/)
  expect(measured(`x${text}]} 1`, 1 + start, 9)).toEqual({ end: 1 + text.length, values, names })
})

test('the value and its end, and the number of values before any is made', () => {
  const counts: number[] = []
  const text = 'x {"a":[1,"é😀\\u00e9"],"b":null} [2]'
  expect(readNatively(text, 2, 9, (values) => counts.push(values))).toEqual({
    value: { a: [1, 'é😀é'], b: null },
    end: text.length - 4,
  })
  expect(counts).toEqual([5])
})

test('depth is limited to what is allowed', () => {
  expect(read('[[{}]]', 0, 3)).toEqual([[{}]])
  expect(read('[[{}]]', 0, 2)).toBeUndefined()
  expect(read('[[],[],[]]', 0, 2)).toEqual([[], [], []])
})

test.each([
  ['a duplicate name', '{"a":1,"a":2}'],
  ['in another object', '[{"b":1},{"a":1,"\\u0061":2}]'],
  ['not JSON', '{"a":1,}'],
  ['no end', '{"a":[1]'],
  ['no end of a string', '["a]'],
  ['an escape at the end', '["a\\'],
  ['too big a number', '{"a":[1e999]}'],
  ['a lone surrogate', '["\ud800"]'],
  ['one before another character', '["\ud800a"]'],
  ['two first halves', '["\ud800\ud800\udc00"]'],
  ['a second half alone', '["\udc00"]'],
  ['two second halves', '["\udfff\udfff"]'],
  ['a first half without a second one after it', '["\udbff\ue000"]'],
  ['an escaped surrogate, which may be alone', '["\\ud800"]'],
  ['in capitals', '["\\uDFFF"]'],
])('left to the strict parser: %s', (_what, text) => {
  expect(read(text)).toBeUndefined()
})

test('pairs, and characters around the surrogates, are not in doubt', () => {
  const texts = [
    '\ud800\udc00',
    '\udbff\udfff',
    '\ud83d\ude00 twice \ud83d\ude00',
    '\ud7ff',
    '\ue000',
  ]
  for (const text of texts) expect(read(`["${text}"]`)).toEqual([text])
  expect(read('["\\u0d00", "\\\\ud800", "\\nD"]')).toEqual(['\u0d00', '\\ud800', '\nD'])
})
