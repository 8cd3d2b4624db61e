import { type TestAnswer, unmetOf } from '../../core/suite/answer.js'
import type { AlwaysResult, AssertionResult } from '../../core/suite/run.js'
import { escapeText } from '../escape.js'
import { annotation } from '../github.js'
import { proofText } from '../proof-words.js'
import { PLAIN, type Style } from '../style.js'
import { say } from '../words/index.js'
import { completenessText } from './completeness-text.js'
import { coverageText } from './coverage-text.js'
import { mutationReport } from './mutation-text.js'
import { failuresOf, mismatchText, unproved, whyText } from './parts.js'

/** GitHub workflow commands: one annotation per failure, at the line of its expectation. Empty where all is well. */
export function* github(
  answer: TestAnswer,
  style: Pick<Style, 'given'> = PLAIN,
): Generator<string> {
  for (const { results, proofs } of answer.suites) {
    for (const failure of failuresOf(results)) yield annotated(failure)
    for (const proof of unproved(proofs)) yield annotatedProof(proof)
  }
  yield* measuresOf(answer, style)
}

/** A threshold that is not reached, and what the tests do not cover: errors if the first makes the run fail. */
function* measuresOf(answer: TestAnswer, { given }: Pick<Style, 'given'>): Generator<string> {
  const { suites, coverage, completeness, mutation } = answer
  const file = suites[0]?.catalog.file
  const unmet = unmetOf(answer)
  for (const each of unmet) {
    const { says, hint } = say(each)
    const message = hint === undefined ? says : `${says}\n${hint}`
    yield annotation({ level: 'error', file, title: `scopectl test: ${each.code}`, message })
  }
  const level = unmet.length > 0 ? 'error' : 'notice'
  const plain = { ...PLAIN, given }
  if (coverage && coverage.gaps.length > 0) {
    const message = coverageText(coverage, plain).trimEnd()
    yield annotation({ level, file, title: 'scopectl test: coverage', message })
  }
  if (completeness && !completeness.isComplete) {
    const message = completenessText(completeness, plain).trimEnd()
    yield annotation({ level, file, title: 'scopectl test: completeness', message })
  }
  if (mutation?.judged.some(({ killed, seenBy }) => !killed && seenBy !== 'nothing')) {
    const message = mutationReport(mutation, plain).trimEnd()
    yield annotation({ level, file, title: 'scopectl test: mutation', message })
  }
}

function annotatedProof(result: AlwaysResult): string {
  const { name, at } = result.always
  const message = escapeText(`${result.outcome}: ${proofText(result) ?? ''}`)
  const { file, line, column } = at ?? {}
  return annotation({ level: 'error', file, line, column, title: escapeText(name), message })
}

function annotated(failure: AssertionResult): string {
  const { at, testName, name } = failure.assertion
  const why = whyText(failure)
  const said = `${name}: ${mismatchText(failure)}${why === undefined ? '' : `; ${why}`}`
  const [title, message] = [escapeText(testName), escapeText(said)]
  const { file, line, column } = at ?? {}
  return annotation({ level: 'error', file, line, column, title, message })
}
