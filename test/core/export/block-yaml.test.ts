import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { blockYaml, type YamlValue } from '../../../src/core/export/block-yaml.js'

test('what is written is what a YAML library reads', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4, noUnicodeString: false }), (value) => {
      expect(parse(blockYaml(value as YamlValue))).toEqual(JSON.parse(JSON.stringify(value)))
    }),
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
