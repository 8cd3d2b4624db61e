import { ftruncateSync, openSync, writeSync } from 'node:fs'
import fc from 'fast-check'
import type { Target } from './target.js'

export interface FuzzOptions {
  readonly seed: number
  readonly seconds: number
  /** Where a failure was found: run only that input. */
  readonly path?: string | undefined
  /** Gets each input before it is run, so that one that never ends is known. */
  readonly current?: string | undefined
}

export interface Fuzzed {
  readonly inputs: number
  readonly accepted: number
  readonly failure?: Failure
}
export interface Failure {
  readonly input: unknown
  readonly path: string
  readonly error: string
}

const SHRINK_SECONDS = 60

/** Runs a target with generated inputs until the time is over or an answer is wrong; then looks for a smaller input. */
export async function fuzz(
  { inputs, check }: Target,
  { seed, seconds, path, current }: FuzzOptions,
): Promise<Fuzzed> {
  const counts = { inputs: 0, accepted: 0 }
  const noted = current === undefined ? undefined : openSync(current, 'w')
  const property = fc.asyncProperty(inputs, async (input) => {
    if (noted !== undefined) {
      ftruncateSync(noted)
      writeSync(noted, JSON.stringify(input), 0)
    }
    counts.inputs++
    if ((await check(input)) === 'accepted') counts.accepted++
  })
  const limited = { seed, numRuns: 1e9, markInterruptAsFailure: false }
  const first = await fc.check(property, {
    ...limited,
    ...(path === undefined ? {} : { path, numRuns: 1 }),
    interruptAfterTimeLimit: seconds * 1000,
  })
  // On a busy machine the first input may take all the time: it is interrupted, and there is no failing input.
  if (!first.failed || first.counterexample === null) return counts
  const found = { ...counts }
  // Time that is left is not enough to find the smallest one.
  const done = await fc.check(property, {
    ...limited,
    numRuns: 1,
    path: first.counterexamplePath ?? '',
    interruptAfterTimeLimit: SHRINK_SECONDS * 1000,
  })
  const last = done.failed ? done : first
  const [input] = last.counterexample ?? []
  const error = last.errorInstance
  return {
    ...found,
    failure: {
      input,
      path: last.counterexamplePath ?? '',
      error: error instanceof Error ? `${error.message}\n${error.stack}` : String(error),
    },
  }
}
