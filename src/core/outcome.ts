import type { Outcome } from './errors.js'

/** The precedence when several answers are combined: a question that could not be asked hides any verdict. */
const PRECEDENCE: readonly Outcome[] = ['notAsked', 'failed', 'unauthorized', 'forbidden', 'yes']

/** The combined outcome of several (2 > 5 > 3 > 4 > 0); `yes` for none. */
export function worst(outcomes: Iterable<Outcome>): Outcome {
  const seen = new Set(outcomes)
  return PRECEDENCE.find((outcome) => seen.has(outcome)) ?? 'yes'
}
