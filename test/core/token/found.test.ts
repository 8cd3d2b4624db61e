import { expect, test } from 'vitest'
import { cut, foundIn, own } from '../../../src/core/token/found.js'
import { WrittenNumber } from '../../../src/core/token/written-number.js'

test('PROTO: only own members count', () => {
  for (const name of ['constructor', 'toString', '__proto__', 'hasOwnProperty'])
    expect(own({}, name)).toBeUndefined()
  expect(own(JSON.parse('{"__proto__":1}'), '__proto__')).toBe(1)
})

test('facts only contain scalars, and long text is cut, never inside a character', () => {
  expect([undefined, null, true, 7, 'x', [1], { a: 1 }].map((value) => foundIn(value))).toEqual([
    { type: 'missing' },
    { type: 'null' },
    { type: 'boolean', value: true },
    { type: 'number', value: 7 },
    { type: 'string', value: 'x' },
    { type: 'array' },
    { type: 'object' },
  ])
  expect(foundIn('y'.repeat(1e6)).value).toBe(`${'y'.repeat(120)}…`)
  expect(foundIn(`${'y'.repeat(119)}😀😀`).value).toBe(`${'y'.repeat(119)}…`)
})

test('a number has its original digits, and a text of 120 characters is whole', () => {
  expect(foundIn(new WrittenNumber('1.10'))).toEqual({ type: 'number', value: '1.10' })
  expect(cut('y'.repeat(120))).toBe('y'.repeat(120))
  expect(cut('y'.repeat(121))).toBe(`${'y'.repeat(120)}…`)
  expect(cut(`${'y'.repeat(119)}😀z`)).toBe(`${'y'.repeat(119)}…`)
  const smiles = '😀'.repeat(60)
  expect(cut(smiles)).toBe(smiles)
  expect(cut(`${smiles}😀`)).toBe(`${smiles}…`)
})
