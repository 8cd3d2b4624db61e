import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { blockYaml, type YamlValue } from '../../../src/core/export/block-yaml.js'

test('what is written is what a YAML library reads', () => {
  fc.assert(
    fc.property(
      fc.jsonValue({ maxDepth: 4, noUnicodeString: false }),
      fc.constantFrom(0, 20, 100, 1e6),
      (value, inline) => {
        const text = blockYaml(value as YamlValue, { inline })
        expect(parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
      },
    ),
    { numRuns: 500 },
  )
  const words = [
    'true',
    'No',
    'null',
    '~',
    '1',
    '1e3',
    '0x1',
    '',
    ' ',
    'a: b',
    '- a',
    '@type',
    '::path',
    'a\u0085b',
    'a\u2028b\u2029',
    '\ufeff\u007f\u{e0001}',
  ]
  expect(parse(blockYaml(words))).toEqual(words)
  // Line breaks of YAML 1.1, and characters that nobody sees, are escaped.
  expect(blockYaml(words)).toMatch(/^[ -~\n]*$/)
})

test('what is short is on one line', () => {
  const value = { match: { path: '/a b', headers: [{ name: 'x' }, 1] }, lines: { text: 'a\nb' } }
  const line = `match: { path: "/a b", headers: [{ name: x }, 1] }`
  const inline = line.length - 'match: '.length
  expect(blockYaml(value, { inline })).toBe(`${line}\nlines:\n  text: |-\n    a\n    b\n`)
  expect(blockYaml(value, { inline: inline - 1 })).toContain(
    'match:\n  path: "/a b"\n  headers: [{ name: x }, 1]\n',
  )
})
