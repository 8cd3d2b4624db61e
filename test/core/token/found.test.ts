import { expect, test } from 'vitest'
import { foundIn, own } from '../../../src/core/token/found.js'

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
