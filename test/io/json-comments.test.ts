import { expect, test } from 'vitest'
import { withoutComments } from '../../src/io/json-comments.js'

test.each([
  ['{"a": 1}', '{"a": 1}'],
  ['// x\n{"a": 1} // y', '    \n{"a": 1}     '],
  ['{/* a\nb */"a": 1}', '{    \n    "a": 1}'],
  ['{"a": "// no", "b": "/* no */"}', '{"a": "// no", "b": "/* no */"}'],
  ['{"a": "\\"// no"}', '{"a": "\\"// no"}'],
  ['[1, 2, ]', '[1, 2  ]'],
  ['[1, /* , */ // ,\n]', '[1              \n]'],
  ['{"a": ",}"}', '{"a": ",}"}'],
  ['[1,, 2]', '[1,, 2]'],
  ['{} /* open', '{} /* open'],
  ['{} /', '{} /'],
  ['"open // no', '"open // no'],
])('%j', (text, expected) => {
  expect(withoutComments(text)).toBe(expected)
})

test('nothing moves, and long texts take linear time', () => {
  for (const piece of ['/*', '//', '"', '",', ',}', '/* */,', '\\"']) {
    const text = piece.repeat(100_000)
    expect(withoutComments(text)).toHaveLength(text.length)
  }
})
