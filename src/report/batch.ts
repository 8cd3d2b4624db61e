import type { BatchAnswer } from '../core/answer.js'

/** The sum, after a line for each answer. */
export function text({ counts }: BatchAnswer): string {
  const { passed, failed, unasked } = counts
  const rest = unasked === 0 ? '' : `, ${unasked} not asked`
  return `${passed} passed, ${failed} failed${rest}\n`
}

/** Every line had its own document already. */
export const json = (): undefined => undefined
