import { expect, test } from 'vitest'
import { parseInstant } from '../../../src/core/time/instant.js'

test.each([
  ['2026-01-01T00:00:00Z', 1_767_225_600],
  ['2026-01-01', 1_767_225_600],
  ['2026-01-01T01:00:00+01:00', 1_767_225_600],
  ['2025-12-31T18:30:00-05:30', 1_767_225_600],
  ['2026-01-01 00:00Z', 1_767_225_600],
  ['2026-01-01T00:00:00.999Z', 1_767_225_600],
  ['1767225600', 1_767_225_600],
  ['0', 0],
  ['1767225600000', 'milliseconds'],
  ['2026-01-01T00:00:00', 'no-zone'],
  ['2026-02-30', 'no-such-date'],
  ['2026-01-01T24:00:00Z', 'no-such-date'],
  ['2026-01-01T00:00:00+25:00', 'no-such-date'],
  ['yesterday', 'form'],
  ['-1', 'form'],
  ['1e9', 'form'],
  ['', 'form'],
])('%s: %s', (text, instant) => {
  expect(parseInstant(text)).toBe(instant)
})
