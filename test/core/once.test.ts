import { expect, test } from 'vitest'
import { once } from '../../src/core/once.js'

test('the work is done on the first call, and only then', () => {
  let calls = 0
  const count = once(() => ++calls)
  expect(calls).toBe(0)
  expect([count(), count()]).toEqual([1, 1])
})

test('an undefined result counts as a result', () => {
  let calls = 0
  const work = once(() => void calls++)
  expect([work(), work(), calls]).toEqual([undefined, undefined, 1])
})

test('work that failed is not tried again: it fails with the same error', () => {
  let calls = 0
  const work = once(() => {
    throw new Error(`attempt ${++calls}`)
  })
  expect(work).toThrow('attempt 1')
  expect(work).toThrow('attempt 1')
})
