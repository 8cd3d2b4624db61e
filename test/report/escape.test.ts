import { describe, expect, test } from 'vitest'
import { escapeAscii, escapeJson, escapeText, jsonLine } from '../../src/report/escape.js'
import { table } from '../../src/report/table.js'
import { quote } from '../../src/report/words/words.js'

const HOSTILE = [
  ['ESC clear', '\u001b[2J', '\\u{1b}[2J'],
  ['OSC 52', '\u001b]52;c;eA==\u0007', '\\u{1b}]52;c;eA==\\u{7}'],
  ['C1 CSI', '\u009b31m', '\\u{9b}31m'],
  ['BS, CR, LF, TAB, DEL', '\b\r\n\t\u007f', '\\u{8}\\u{d}\\u{a}\\u{9}\\u{7f}'],
  ['NUL', '\0', '\\u{0}'],
  ['bidi', '\u202e\u2066\u061c', '\\u{202e}\\u{2066}\\u{61c}'],
  ['zero-width', 'a\u200bb\ufeff\u2060', 'a\\u{200b}b\\u{feff}\\u{2060}'],
  ['tag characters', '\u{e0041}', '\\u{e0041}'],
  ['fillers and selectors', '\u3164\ufe0f', '\\u{3164}\\u{fe0f}'],
  ['line separators', '\u2028\u2029\u0085', '\\u{2028}\\u{2029}\\u{85}'],
  ['a lone surrogate', 'a\ud800b', 'a\\u{d800}b'],
] as const

describe.each(HOSTILE)('%s', (_name, raw, shown) => {
  test('is escaped in text, once', () => {
    expect(escapeText(raw)).toBe(shown)
    expect(escapeText(shown)).toBe(shown)
  })

  test('is escaped in tables: one line per row', () => {
    expect(
      table([
        [raw, 'x'],
        ['PASS', raw],
      ]).split('\n'),
    ).toHaveLength(3)
  })

  test('is escaped in JSON, which keeps its meaning', () => {
    const json = jsonLine({ [raw]: raw })
    expect(json.slice(0, -1)).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u)
    expect(JSON.parse(json)).toEqual({ [raw]: raw })
  })
})

test('ordinary text in any language is not changed', () => {
  for (const text of ['josé', '日本', 'Привет', '😀', 'a b']) expect(escapeText(text)).toBe(text)
  expect(escapeJson('{\n  "a": "é"\n}')).toBe('{\n  "a": "é"\n}')
})

test('a scope that only looks like ASCII is recognizable', () => {
  expect(escapeAscii('r\u0435ad')).toBe('r\\u{435}ad')
})

test('quotes cannot be closed from inside, and long text is cut', () => {
  expect(quote('x` is allowed; `y')).toBe('`x\\u{60} is allowed; \\u{60}y`')
  expect(quote('a'.repeat(1000))).toBe(`\`${'a'.repeat(80)}...\``)
  expect(quote('\u001b'.repeat(1000)).length).toBeLessThan(90)
})
