import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Draft, Value } from '../../src/core/init/draft.js'
import { RESERVED_NAMES } from '../../src/core/plain-map.js'
import { writeYaml } from '../../src/io/write-yaml.js'
import { readYaml } from '../../src/io/yaml-source.js'

const draft = (value: Draft['value'], more: Partial<Draft> = {}): Draft => ({
  head: 'About this file.',
  value,
  inline: ['flow/*'],
  comments: [],
  ...more,
})

const readBack = (text: string): unknown => readYaml('x.yaml', text).value

const HOSTILE = [
  'x: y',
  'x #y',
  '# x',
  "it's",
  '"x"',
  'a\nb: c',
  'a\r\nb',
  '\ttab',
  ' edge ',
  '',
  '-',
  '- x',
  '? x',
  '{',
  '[x]',
  '*star',
  '&anchor',
  '!tag',
  '|',
  '>',
  '%',
  '@x',
  '`x`',
  'true',
  'null',
  '~',
  '1',
  '0x1f',
  '.inf',
  'yes',
  '12:30',
  '2026-01-01',
  '---',
  '...',
  '\u0001',
  '\u007f',
  '\u0080',
  '\u0085',
  '\uffff',
  '\u{e0001}',
  'a\u200db\nc',
  '\u2028',
  '\u202e',
  '\ufeff',
  '\u{1f511}',
  'x'.repeat(200),
  'a, b',
  'a]',
  '}',
  ',',
  'a:',
  ':a',
  '<',
  '=',
  'GET /users/{id}',
  '0O0',
  '0O17',
  '1__0',
  '+0b1',
  '._5',
]

describe('YAML16: everything written is read back the same', () => {
  test.each(HOSTILE)('%j as a value, in a list and as a name', (text) => {
    const value: Draft['value'] = {
      block: { value: text, list: [text, text], ...named(text) },
      flow: { one: { value: text, list: [text], ...named(text) } },
    }
    expect(readBack(writeYaml(draft(value)))).toEqual(value)
  })

  test('for any text', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.string({ maxLength: 120 }),
    )
    const good = texts.filter((text) => !/[\0\p{Surrogate}]/u.test(text))
    const names = good.filter((text) => text !== '' && text !== '<<' && !RESERVED_NAMES.has(text))
    fc.assert(
      fc.property(fc.dictionary(names, fc.array(good)), (map) => {
        const value = { block: map as Value, flow: { map: map as Value } }
        expect(readBack(writeYaml(draft(value)))).toEqual(value)
      }),
    )
  })

  test('duplicate values are written twice, without an anchor', () => {
    const scopes = ['read']
    const text = writeYaml(draft({ a: scopes, b: scopes }))
    expect(text).not.toContain('&')
    expect(readBack(text)).toEqual({ a: ['read'], b: ['read'] })
  })
})

/** Names that the reader refuses are refused by init before writing. */
const named = (text: string): { [name: string]: Value } => (text === '' ? {} : { [text]: 1 })

test('comments are in the right place, and change no value', () => {
  const text = writeYaml(
    draft(
      { version: 1, flow: { one: { list: ['a'] } } },
      {
        comments: [
          { at: ['flow'], above: 'Above it,\non two lines.' },
          { at: ['flow', 'one'], beside: 'beside it' },
        ],
        foot: 'The end.',
      },
    ),
  )
  expect(text).toBe(`# About this file.
version: 1
# Above it,
# on two lines.
flow:
  one: { list: [a] } # beside it

# The end.
`)
})

test('short collections stay on one line, in the form that people write', () => {
  const value = { roles: { a: { default: true, scopes: ['x', { all: ['z', { k: 1 }] }] } } }
  expect(writeYaml(draft(value, { inline: ['roles/*'] }))).toContain(
    '  a: { default: true, scopes: [x, { all: [z, { k: 1 }] }] }\n',
  )
})

test('one that is too long for a line is a block, and no line is longer than 100 characters', () => {
  const scopes = Array.from({ length: 9 }, (_, i) => `orders:items:${'x'.repeat(i)}`)
  const short = { scopes: scopes.slice(1, 4), when: { is_admin: true } }
  const value = { roles: { clerk: { scopes, when: { is_admin: true } }, short } }
  const text = writeYaml(draft(value, { inline: ['roles/*'] }))
  expect(readBack(text)).toEqual(value)
  expect(text).toContain('  clerk:\n    scopes:\n      - "orders:items:"\n')
  expect(text).toContain('    when: { is_admin: true }\n')
  expect(text).toContain(
    '  short: { scopes: [orders:items:x, orders:items:xx, orders:items:xxx], when',
  )
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100)
})

test('a long sentence is folded as a block', () => {
  const text = `${'word '.repeat(19)}end`
  const yaml = writeYaml(draft({ scopes: { 'users:delete': text, short: 'Delete users' } }))
  expect(readBack(yaml)).toEqual({ scopes: { 'users:delete': text, short: 'Delete users' } })
  expect(yaml).toMatch(
    /\n {2}users:delete: >-\n {4}word [^\n]+\n( {4}[^\n]+\n)? {2}short: Delete users\n/,
  )
  expect(Math.max(...yaml.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100)
})

test('a comment on a missing entry is an internal error', () => {
  const comments = [{ at: ['b'], above: 'x' }]
  expect(() => writeYaml(draft({ a: 1 }, { comments }))).toThrow('nothing to comment on')
})
