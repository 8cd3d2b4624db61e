import type { TestAnswer } from '../../core/suite/answer.js'
import { renderErrors } from '../problem.js'
import type { Style } from '../style.js'
import { completenessText } from './completeness-text.js'
import { coverageText } from './coverage-text.js'
import { mutationReport } from './mutation-text.js'
import { suggestedYaml } from './suggestion-yaml.js'

/** `41 passed, 1 failed, 1 skipped  0.18s`; if the tests could not run, why. */
export function summary(answer: TestAnswer, style: Style): string {
  const { counts, seconds, problems, coverage, completeness, mutation } = answer
  if (problems.length > 0) return renderErrors(problems, style)
  const { passed, failed, skipped, undecided, notRun } = counts
  const parts = [
    passed === 0 ? 'none passed' : style.good(`${passed} passed`),
    ...(failed === 0 ? [] : [style.bad(`${failed} failed`)]),
    ...(skipped === 0 ? [] : [style.warn(`${skipped} skipped`)]),
    ...(undecided === 0 ? [] : [style.warn(`${undecided} undecided`)]),
    ...(notRun === 0 ? [] : [`${notRun} not run`]),
  ]
  const line = `${parts.join(', ')}  ${style.dim(`${seconds.toFixed(2)}s`)}\n`
  const suggested = suggestedYaml(answer)
  if (suggested === undefined) return line
  const measures = [
    coverage ? coverageText(coverage, style) : '',
    completeness ? completenessText(completeness, style) : '',
    suggested === '' ? 'nothing left to suggest\n' : '',
    mutation ? mutationReport(mutation, style) : '',
  ]
  return `${measures.join('')}${line}`
}
