import type { Outcome } from './errors.js'

/** What may come first when several answers end in one: a question that could not be asked hides any verdict. */
const PRECEDENCE: readonly Outcome[] = ['notAsked', 'failed', 'unauthorized', 'forbidden', 'yes']

/** The outcome of several together (2 > 5 > 3 > 4 > 0); of none, yes. */
export function worst(outcomes: Iterable<Outcome>): Outcome {
  const seen = new Set(outcomes)
  return PRECEDENCE.find((outcome) => seen.has(outcome)) ?? 'yes'
}
