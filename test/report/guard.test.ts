import { describe, expect, test } from 'vitest'
import { guarded, guardedParts } from '../../src/report/guard.js'

const RED = '\u001b[31m'

describe('the last check of the output', () => {
  test.each([
    ['::error::x', '\\u{3a}:error::x'],
    ['ok\n \t::error::x\n', 'ok\n \t\\u{3a}:error::x\n'],
    ['a ::error::x', 'a ::error::x'],
    ['see `::1` and a::b', 'see `::1` and a::b'],
    [
      'x ##[error]y ##vso[task]z ##teamcity[a',
      'x #\\u{23}[error]y #\\u{23}vso[task]z #\\u{23}teamcity[a',
    ],
    ['## a heading, [1] and #[', '## a heading, [1] and #['],
    ['PASS\rFAIL', 'PASS\\u{d}FAIL'],
    ['a\u0007\u0000\u007f\u009b\u0085', 'a\\u{7}\\u{0}\\u{7f}\\u{9b}\\u{85}'],
    [
      '\u202e\u2066\u2028\u2029\u200b\u2060\ufeff',
      '\\u{202e}\\u{2066}\\u{2028}\\u{2029}\\u{200b}\\u{2060}\\u{feff}',
    ],
    ['\u{e0041}', '\\u{e0041}'],
    [`${RED}x`, '\\u{1b}[31mx'],
  ])('%j', (text, shown) => {
    expect(guarded(text, false)).toBe(shown)
    expect(guarded(shown, false)).toBe(shown)
  })

  test('does not change layout and ordinary text in any language', () => {
    for (const text of ['a\tb\r\nc\n', 'josé 日本 ✓ ✗ …\n', '', '😀\n']) {
      expect(guarded(text, false)).toBe(text)
      expect(guarded(text, true)).toBe(text)
    }
  })

  test('keeps our own colours if there are any, and no other escapes', () => {
    expect(guarded(`${RED}x\u001b[39m \u001b[1mb\u001b[22m`, true)).toBe(
      `${RED}x\u001b[39m \u001b[1mb\u001b[22m`,
    )
    expect(guarded('\u001b[2J\u001b[8m\u001b]0;x', true)).toBe('\\u{1b}[2J\\u{1b}[8m\\u{1b}]0;x')
    expect(guarded(` ${RED}::error::x`, true)).toBe(` ${RED}\\u{3a}:error::x`)
  })

  test('knows where a line begins if the text comes in parts', () => {
    const parts = ['a,', '::b', '', ',c\n', '::error::d']
    expect([...guardedParts(parts, false)].join('')).toBe('a,::b,c\n\\u{3a}:error::d')
  })
})
