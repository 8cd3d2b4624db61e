import { vi } from 'vitest'

// For mutation testing, where each property is checked thousands of times: fewer examples, the same ones each time, and
// no shrinking. At worst a mutant is reported as survived although the whole suite notices it.
const EXAMPLES = 10

vi.mock('fast-check', async (original) => {
  const real = await original<typeof import('fast-check')>()
  const assert = (property: never, parameters: { numRuns?: number } = {}) => {
    const numRuns = Math.min(parameters.numRuns ?? EXAMPLES, EXAMPLES)
    return real.assert(property, { ...parameters, numRuns, seed: 20, endOnFailure: true })
  }
  return { ...real, assert, default: { ...real.default, assert } }
})
