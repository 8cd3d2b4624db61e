import { expect, test } from 'vitest'
import { inAscii } from '../../src/report/ascii.js'
import { widthOf } from '../../src/report/width.js'

// The columns that terminals use (Unicode's East Asian Width, as in wcwidth), not computed by our code.
test.each([
  ['plain', 5],
  ['Gäste', 5],
  ['zoe\u0308', 3],
  ['田中', 4],
  ['ｆｕｌｌ', 8],
  ['ﾊﾝ', 2],
  ['한글', 4],
  ['\u1112\u1161\u11ab', 2],
  ['\ua960', 2],
  ['〈〉', 4],
  ['\u2329', 2],
  ['🚀', 2],
  ['⚡✅⌚', 6],
  ['🈚🀄', 4],
  ['☀✓✗', 3],
  ['🌡', 1],
  ['🇩🇪', 2],
  ['\u{1b000}\u{17000}', 4],
])('%s takes %i columns', (text, columns) => {
  expect(widthOf(text)).toBe(columns)
})

test('our sentences in ASCII, with names as they are', () => {
  expect(inAscii('use `{"keys": […]}` (RFC 7517 §5) for 田中')).toBe(
    'use `{"keys": [...]}` (RFC 7517 section 5) for 田中',
  )
})
