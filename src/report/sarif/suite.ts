import { type TestAnswer, unmetOf } from '../../core/suite/answer.js'
import type { AlwaysResult, AssertionResult, SuiteResult } from '../../core/suite/run.js'
import { escapeText } from '../escape.js'
import { proofText } from '../proof-words.js'
import { PLAIN } from '../style.js'
import { coverageText } from '../suite/coverage-text.js'
import { mutationReport } from '../suite/mutation-text.js'
import { failuresOf, mismatchText, unproved, whyText } from '../suite/parts.js'
import { say } from '../words/index.js'
import { notification } from './document.js'
import type { SarifRule } from './rule.js'
import { notesOf, type SarifResult, sarifLog } from './run.js'

const FAILED: SarifRule = {
  ...{ id: 'failed-test', level: 'error' },
  short: 'the catalog does not allow what a permission test expects',
}
const UNPROVED: SarifRule = {
  ...{ id: 'unproved-statement', level: 'error' },
  short: 'a statement that must always hold is refuted, or could not be settled',
}
const UNMET: SarifRule = {
  ...{ id: 'threshold', level: 'error' },
  short: 'the tests do not reach the threshold, or could not be measured',
}
const GAPS: SarifRule = {
  ...{ id: 'coverage', level: 'note' },
  short: 'no permission test covers some routes or grants',
}
const SURVIVORS: SarifRule = {
  ...{ id: 'mutation', level: 'note' },
  short: 'some changes to the catalog make no test fail',
}

/** A result for each failed test and statement, at its line, and for what the tests do not cover. */
export function sarif(answer: TestAnswer): string {
  const unmet = unmetOf(answer)
  const problems = answer.problems.map((each) => notification('error', each.code, say(each).says))
  return sarifLog({
    kind: answer.kind,
    results: resultsOf(answer),
    invocation: {
      executionSuccessful: answer.problems.length === 0,
      toolExecutionNotifications: [
        ...problems,
        ...notesOf(answer.notes.filter((note) => !unmet.includes(note))),
      ],
    },
  })
}

function* resultsOf(answer: TestAnswer): Generator<SarifResult> {
  for (const suite of answer.suites) {
    for (const failure of failuresOf(suite.results)) yield failed(failure, suite)
    for (const proof of unproved(suite.proofs)) yield notProved(proof, suite)
  }
  const { suites, coverage, mutation } = answer
  const file = suites[0]?.catalog.file ?? 'scopes.yaml'
  const unmet = unmetOf(answer)
  for (const each of unmet) {
    const { says, hint } = say(each)
    yield {
      ...{ rule: UNMET, id: `${UNMET.id} ${each.code}`, file },
      text: hint === undefined ? says : `${says}\n${hint}`,
    }
  }
  const level = unmet.length > 0 ? 'error' : 'note'
  if (coverage && coverage.gaps.length > 0)
    yield { rule: GAPS, level, text: coverageText(coverage, PLAIN).trimEnd(), id: GAPS.id, file }
  if (mutation?.judged.some(({ killed, seenBy }) => !killed && seenBy !== 'nothing')) {
    const text = mutationReport(mutation, PLAIN).trimEnd()
    yield { rule: SURVIVORS, level, text, id: SURVIVORS.id, file }
  }
}

function failed(failure: AssertionResult, { suite }: SuiteResult): SarifResult {
  const { at, testName, name, route } = failure.assertion
  const why = whyText(failure)
  const says = `${name}: ${mismatchText(failure)}${why === undefined ? '' : `; ${why}`}`
  return {
    rule: FAILED,
    text: escapeText(testName === name ? says : `${testName}: ${says}`),
    id: `${FAILED.id} ${suite.file} ${testName} ${name}`,
    file: at?.file ?? suite.file,
    at,
    logicalName: route.name,
  }
}

function notProved(result: AlwaysResult, { suite }: SuiteResult): SarifResult {
  const { name, at } = result.always
  return {
    rule: UNPROVED,
    text: escapeText(`${name}: ${result.outcome}: ${proofText(result) ?? ''}`),
    id: `${UNPROVED.id} ${suite.file} ${name}`,
    file: at?.file ?? suite.file,
    at,
  }
}
