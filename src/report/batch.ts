import type { BatchAnswer } from '../core/answer.js'

/** The totals, after one line per answer. */
export function text({ counts }: BatchAnswer): string {
  const { passed, failed, unasked } = counts
  const rest = unasked === 0 ? '' : `, ${unasked} invalid`
  return `${passed} passed, ${failed} failed${rest}\n`
}

/** Every line already has its own document. */
export const json = (): undefined => undefined
