import { type TestAnswer, unmetOf } from '../../core/suite/answer.js'
import type { AlwaysResult, AssertionResult } from '../../core/suite/run.js'
import { escapeJson } from '../escape.js'
import { place } from '../problem.js'
import { proofText } from '../proof-words.js'
import { say } from '../words/index.js'
import { expectedText, gotText, notTested, whyText } from './parts.js'
import { tapText } from './tap-text.js'

/** TAP 14 (testanything.org): one numbered test point per assertion, and one for each other reason why the run fails. */
export function* tap(answer: TestAnswer): Generator<string> {
  const { suites, counts } = answer
  const unmet = unmetOf(answer)
  const asked = suites.reduce((sum, { results, proofs }) => sum + results.length + proofs.length, 0)
  yield `TAP version 14\n1..${asked + counts.notRun + unmet.length}\n`
  let number = 0
  for (const { results, proofs } of suites) {
    for (const result of results) yield `${point(result, ++number).join('\n')}\n`
    for (const proof of proofs) yield `${proofPoint(proof, ++number).join('\n')}\n`
  }
  for (const each of unmet) yield `not ok ${++number} - ${tapText(say(each).says)}\n`
  if (counts.notRun > 0) yield 'Bail out! stopped at the first failure\n'
}

function point(result: AssertionResult, number: number): string[] {
  const { assertion, outcome } = result
  const name = `${number} - ${tapText(assertion.name)}`
  const skip = notTested(result)
  if (skip !== undefined) return [`ok ${name} # SKIP ${tapText(skip)}`]
  if (outcome === 'passed') return [`ok ${name}`]
  const facts = {
    at: assertion.at && place(assertion.at),
    expected: expectedText(assertion),
    got: gotText(result),
    why: whyText(result),
  }
  return [`not ok ${name}`, ...diagnostics(facts)]
}

function proofPoint(result: AlwaysResult, number: number): string[] {
  const { always, outcome } = result
  const name = `${number} - ${tapText(always.name)}`
  if (outcome === 'proved') return [`ok ${name}`]
  const at = always.at && place(always.at)
  const facts = { at, expected: 'proved', got: outcome, why: proofText(result) }
  return [`not ok ${name}`, ...diagnostics(facts)]
}

function diagnostics(facts: Readonly<Record<string, string | undefined>>): string[] {
  const yaml = Object.entries(facts).flatMap(([key, value]) =>
    // A JSON string is also a YAML string, and contains no line break.
    value === undefined ? [] : [`  ${key}: ${escapeJson(JSON.stringify(value))}`],
  )
  return ['  ---', ...yaml, '  ...']
}
