import { expect, test } from 'vitest'
import { printedBytes } from '../../../src/core/token/printed-bytes.js'

const found = (text: string): string[] =>
  [...printedBytes(text)].map((bytes) => Buffer.from(bytes).toString('hex'))
const BYTES = Array.from({ length: 32 }, (_, i) => (i * 37 + 48) % 256)
const HEX = BYTES.map((byte) => byte.toString(16).padStart(2, '0'))
const SIGNED = BYTES.map((byte) => (byte > 127 ? byte - 256 : byte))

test.each([
  ['with colons', HEX.join(':')],
  ['as a C array', `{ ${HEX.map((pair) => `0x${pair}`).join(', ')} }`],
  ['in capitals', HEX.join(' ').toUpperCase()],
])('hex bytes %s', (_how, text) => {
  expect(found(text)).toEqual([HEX.join('')])
})

test('decimal bytes, also signed, from -128 to 255', () => {
  expect(found(`[${BYTES.join(' ')}]`)).toContain(HEX.join(''))
  expect(found(SIGNED.join(', '))).toContain(HEX.join(''))
  for (const [first, hex] of [
    ['-128', '80'],
    ['255', 'ff'],
  ] as const)
    expect(found([first, ...BYTES.slice(1)].join(', '))).toContain([hex, ...HEX.slice(1)].join(''))
  for (const first of ['-129', '256', '999'])
    expect(found([first, ...BYTES.slice(1)].join(', '))).toEqual([])
})

const lines = (line: (pairs: readonly string[], i: number) => string): string =>
  [0, 16].map((start) => line(HEX.slice(start, start + 16), start)).join('\n')

test.each([
  [
    'xxd',
    lines((pairs, at) => `0000${at.toString(16).padStart(4, '0')}: ${pairs.join('')}  0U..z`),
  ],
  [
    'hexdump',
    lines((pairs, at) => `0000${at.toString(16).padStart(4, '0')}  ${pairs.join('')}  |0U|`),
  ],
])('a dump of %s', (_what, text) => {
  expect(found(`${text}\r\n`)).toContain(HEX.join(''))
  expect(found(`a note before it\n${text}`)).toContain(HEX.join(''))
  expect(found(text.split('\n')[0] ?? '')).toEqual([])
})

test('a line with anything but digits, or with half a byte, is not part of a dump', () => {
  const whole = HEX.join('')
  const dump = (digits: string): string => `00000000: ${digits}`
  expect(found(dump(whole))).toEqual([whole])
  for (const digits of [`${whole}f`, `x${whole}`, `${whole}x`, whole.slice(2)])
    expect(found(dump(digits)), digits).toEqual([])
})

test('31 bytes are too few', () => {
  expect(found(HEX.slice(0, 30).join(':'))).toEqual([])
  expect(found('')).toEqual([])
})
