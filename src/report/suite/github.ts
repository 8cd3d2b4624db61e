import type { TestAnswer } from '../../core/suite/answer.js'
import type { AssertionResult } from '../../core/suite/run.js'
import { escapeText } from '../escape.js'
import { failuresOf, mismatchText, whyText } from './parts.js'

/** GitHub workflow commands: an annotation a failure, at the line of its expectation. Without a failure, nothing. */
export const github = ({ suites }: TestAnswer): string =>
  suites
    .flatMap(({ results }) => failuresOf(results))
    .map(annotation)
    .join('')

function annotation(failure: AssertionResult): string {
  const { at, testName, name } = failure.assertion
  const place: [string, string | number][] = at
    ? [
        ['file', at.file],
        ['line', at.line],
        ['col', at.column],
      ]
    : []
  const properties = [...place, ['title', testName] as const]
    .map(([key, value]) => `${key}=${property(String(value))}`)
    .join(',')
  const why = whyText(failure)
  const said = `${name}: ${mismatchText(failure)}${why === undefined ? '' : `; ${why}`}`
  return `::error ${properties}::${message(said)}\n`
}

/** Line ends are escaped by then; `%` is the runner's own escape, and `##[` its older command, which it looks for anywhere. */
const message = (text: string): string =>
  escapeText(text).replaceAll('%', '%25').replaceAll('##[', '#\\u{23}[')

const property = (text: string): string =>
  message(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
