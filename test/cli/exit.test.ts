import { expect, test } from 'vitest'
import { EXIT, EXIT_MEANING, exitOf, exitOfError } from '../../src/cli/exit.js'
import { ScopectlError } from '../../src/core/errors.js'
import { worst } from '../../src/core/outcome.js'
import { problem } from '../../src/core/problem.js'

test('every outcome has its own number', () => {
  expect(exitOf({ outcome: 'yes' })).toBe(0)
  expect(exitOf({ outcome: 'notAsked' })).toBe(2)
  expect(exitOf({ outcome: 'unauthorized' })).toBe(3)
  expect(exitOf({ outcome: 'forbidden' })).toBe(4)
  expect(exitOf({ outcome: 'failed' })).toBe(5)
  expect(new Set(Object.values(EXIT)).size).toBe(Object.keys(EXIT_MEANING).length)
})

test('our own errors have their outcome, anything else thrown is a bug', () => {
  const refusal = [problem('no-command', {})]
  expect(exitOfError(new ScopectlError(refusal))).toBe(2)
  expect(exitOfError(new ScopectlError(refusal, 'forbidden'))).toBe(4)
  expect(exitOfError(new TypeError('x'))).toBe(1)
  expect(exitOfError('x')).toBe(1)
})

test('precedence of several outcomes: 2 > 5 > 3 > 4 > 0', () => {
  expect(worst(['yes', 'forbidden', 'unauthorized', 'failed', 'notAsked'])).toBe('notAsked')
  expect(worst(['yes', 'forbidden', 'unauthorized', 'failed'])).toBe('failed')
  expect(worst(['yes', 'forbidden', 'unauthorized'])).toBe('unauthorized')
  expect(worst(['forbidden', 'yes'])).toBe('forbidden')
  expect(worst([])).toBe('yes')
})
