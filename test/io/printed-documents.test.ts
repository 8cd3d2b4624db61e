import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { escapeJson, isPrintable } from '../../src/core/unsafe-text.js'
import { jsonText, yamlWord } from '../../src/io/users/spell.js'
import { documentText, printableText } from '../../src/io/write-document.js'
import { writeYaml } from '../../src/io/write-yaml.js'

/** What terminals and CI runners interpret, between ordinary words. */
const piece = fc.constantFrom(
  ...[
    '::error::',
    '##[error]',
    '##vso[x]',
    '::',
    '#',
    '\n',
    '\r',
    '\t',
    ' ',
    'word',
    'a: b',
    '- x',
  ],
  ...['\u001b[2J', '\u009b', '\u0007', '\u0085', '\u007f', '\u202e', '\u2028', '\u2029', '\u200b'],
  ...['\ufeff', '\u{e0041}', '\u3164', 'é', '"', '\\', "'", '%', '\u{1f600}'],
)
const hostile = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''))
const wide = fc.array(piece, { minLength: 60, maxLength: 90 }).map((pieces) => pieces.join(' '))
const text = fc.oneof(hostile, wide)
const value = fc.dictionary(
  text.filter((name) => name !== '' && name !== '__proto__'),
  fc.oneof(text, fc.array(text, { maxLength: 3 }), fc.dictionary(fc.constantFrom('a', 'b'), text)),
  { maxKeys: 4 },
)

describe('a printed document keeps its meaning, and has no effect on the viewer', () => {
  test('YAML', () => {
    fc.assert(
      fc.property(value, (all) => {
        const printed = documentText(all, 'x.yaml')
        expect(isPrintable(printed), printed).toBe(true)
        expect(parse(printed, { schema: 'core' })).toEqual(all)
        const draft = { head: '\u202e##[x]\n::y', value: all, inline: ['*'], comments: [] }
        const catalog = writeYaml(draft as unknown as Parameters<typeof writeYaml>[0])
        expect(isPrintable(catalog), catalog).toBe(true)
        expect(parse(catalog, { schema: 'core' }) ?? {}).toEqual(all)
      }),
      { numRuns: 400 },
    )
  })

  test('JSON from any source', () => {
    fc.assert(
      fc.property(value, fc.constantFrom('\t', 2, 0), fc.boolean(), (all, indent, crlf) => {
        const written = JSON.stringify(all, null, indent)
        const theirs = crlf ? written.replaceAll('\n', '\r\n') : written
        for (const printed of [
          documentText(all),
          escapeJson(theirs),
          printableText(`\ufeff${theirs}`, all, 'json').text,
        ]) {
          expect(isPrintable(printed), printed).toBe(true)
          expect(JSON.parse(printed)).toEqual(all)
        }
      }),
    )
  })

  test('names and values of a users file', () => {
    fc.assert(
      fc.property(text, (name) => {
        expect(isPrintable(jsonText(name))).toBe(true)
        expect(JSON.parse(jsonText(name))).toBe(name)
        expect(isPrintable(`  ${yamlWord(name)}: x`)).toBe(true)
        expect(parse(yamlWord(name), { schema: 'core' })).toBe(name)
      }),
    )
  })
})

test('third-party YAML is printed unchanged, or rewritten with a note', () => {
  const fine = '# a comment\r\na: é\t# another\n'
  expect(printableText(fine, { a: 'é' }, 'yaml')).toEqual({ text: fine })
  expect(printableText(`\ufeff${fine}`, { a: 'é' }, 'yaml')).toEqual({ text: fine })
  for (const bad of [
    '# ##[error]x\na: b\n',
    'a: |\n  ::error::x\n',
    '# \u202e\na: b\n',
    'a: b\rc: d\n',
  ]) {
    expect(printableText(bad, { a: 'b' }, 'yaml')).toEqual({ text: 'a: b\n', lost: 'comments' })
  }
})
