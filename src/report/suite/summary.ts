import type { TestAnswer } from '../../core/suite/answer.js'
import { renderError } from '../problem.js'
import type { Style } from '../style.js'
import { coverageText } from './coverage-text.js'
import { mutationReport } from './mutation-text.js'

/** `41 passed, 1 failed, 1 skipped  0.18s`; if the tests could not run, why. */
export function summary(
  { counts, seconds, problems, coverage, mutation }: TestAnswer,
  style: Style,
): string {
  if (problems.length > 0) return problems.map((found) => renderError(found, style)).join('')
  const { passed, failed, skipped, undecided, notRun } = counts
  const parts = [
    passed === 0 ? 'none passed' : style.good(`${passed} passed`),
    ...(failed === 0 ? [] : [style.bad(`${failed} failed`)]),
    ...(skipped === 0 ? [] : [style.warn(`${skipped} skipped`)]),
    ...(undecided === 0 ? [] : [style.warn(`${undecided} undecided`)]),
    ...(notRun === 0 ? [] : [`${notRun} not run`]),
  ]
  const line = `${parts.join(', ')}  ${style.dim(`${seconds.toFixed(2)}s`)}\n`
  if (!coverage?.suggestions) return line
  const measures = [
    coverageText(coverage, style),
    coverage.suggestions.length === 0 ? 'nothing left to suggest\n' : '',
    mutation ? mutationReport(mutation, style) : '',
  ]
  return `${measures.join('')}${line}`
}
