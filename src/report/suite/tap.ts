import type { TestAnswer } from '../../core/suite/answer.js'
import type { AssertionResult } from '../../core/suite/run.js'
import { escapeJson, escapeText } from '../escape.js'
import { place } from '../problem.js'
import { expectedText, gotText, whyText } from './parts.js'

/** TAP 14 (testanything.org): one numbered test point per assertion. */
export function tap({ suites, counts }: TestAnswer): string {
  const all = suites.flatMap(({ results }) => results)
  const lines = ['TAP version 14', `1..${all.length + counts.notRun}`]
  for (const [i, result] of all.entries()) lines.push(...point(result, i + 1))
  if (counts.notRun > 0) lines.push('Bail out! stopped at the first failure')
  return `${lines.join('\n')}\n`
}

function point(result: AssertionResult, number: number): string[] {
  const { assertion, outcome } = result
  const name = `${number} - ${tapText(assertion.name)}`
  if (outcome === 'skipped') return [`ok ${name} # SKIP ${tapText(assertion.skip ?? '')}`]
  if (outcome === 'passed') return [`ok ${name}`]
  const facts = {
    at: assertion.at && place(assertion.at),
    expected: expectedText(assertion),
    got: gotText(result),
    why: whyText(result),
  }
  const yaml = Object.entries(facts).flatMap(([key, value]) =>
    // A JSON string is also a YAML string, and contains no line break.
    value === undefined ? [] : [`  ${key}: ${escapeJson(JSON.stringify(value))}`],
  )
  return [`not ok ${name}`, '  ---', ...yaml, '  ...']
}

/** `#` would start a directive, and `\` an escape, so both are escaped. Line breaks are already `\u{a}`. */
const tapText = (text: string): string => escapeText(text).replace(/[\\#]/g, '\\$&')
