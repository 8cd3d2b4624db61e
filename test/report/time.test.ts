import { expect, test } from 'vitest'
import { duration, instant, relative } from '../../src/report/time.js'

test.each([
  [0, '0s'],
  [59, '59s'],
  [60, '1m'],
  [898, '14m 58s'],
  [7440, '2h 4m'],
  [7201, '2h'],
  [86_400 * 3 + 7200, '3d 2h'],
  [31_536_000, '1y'],
  [-7440, '2h 4m'],
  [1e300, 'over 10000 years'],
  [Number.POSITIVE_INFINITY, 'over 10000 years'],
  [Number.NaN, 'an unknown time'],
])('%d seconds: %s', (seconds, words) => {
  expect(duration(seconds)).toBe(words)
})

test('times', () => {
  expect(instant(1_795_494_432)).toBe('2026-11-24 04:27:12Z')
  expect(instant(0.9)).toBe('1970-01-01 00:00:00Z')
  for (const absurd of [1e300, -1e300, Number.NaN, Number.POSITIVE_INFINITY, 8.64e12 + 1]) {
    expect(instant(absurd)).toContain('no date')
  }
  expect(relative(100, 7540)).toBe('2h 4m ago')
  expect(relative(871, 100)).toBe('in 12m 51s')
  expect(relative(5, 5)).toBe('now')
})

test('digits that JavaScript has lost are not shown as others', () => {
  expect(instant(2 ** 53)).toBe('about 9.007e+15s after 1970 (no date)')
})
