import type { TestAnswer } from '../../core/suite/answer.js'
import type { AssertionResult } from '../../core/suite/run.js'
import { escapeText } from '../escape.js'
import { annotation } from '../github.js'
import { failuresOf, mismatchText, whyText } from './parts.js'

/** GitHub workflow commands: an annotation a failure, at the line of its expectation. Without a failure, nothing. */
export function* github({ suites }: TestAnswer): Generator<string> {
  for (const { results } of suites) {
    for (const failure of failuresOf(results)) yield annotated(failure)
  }
}

function annotated(failure: AssertionResult): string {
  const { at, testName, name } = failure.assertion
  const why = whyText(failure)
  const said = `${name}: ${mismatchText(failure)}${why === undefined ? '' : `; ${why}`}`
  const [title, message] = [escapeText(testName), escapeText(said)]
  const { file, line, column } = at ?? {}
  return annotation({ level: 'error', file, line, column, title, message })
}
