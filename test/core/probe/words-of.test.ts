import { expect, test } from 'vitest'
import { wordsOf } from '../../../src/core/probe/words-of.js'

test.each([
  ['get-token --quiet', ['get-token', '--quiet']],
  ["  get-token  'two words' \"it's\" a'b c'd ", ['get-token', 'two words', "it's", 'ab cd']],
  ["get-token '' $HOME `x` a|b \\n", ['get-token', '', '$HOME', '`x`', 'a|b', '\\n']],
  ['["get-token", "a \\"b\\"", ""]', ['get-token', 'a "b"', '']],
])('%s', (line, words) => {
  expect(wordsOf(line)).toEqual(words)
})

test.each(['', '  ', "''", "get 'token", '[]', '["get", 1]', '[get]', '[""]', 'get a\0b'])(
  '%j is not a command',
  (line) => {
    expect(wordsOf(line)).toBeUndefined()
  },
)
