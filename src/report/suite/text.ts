import type { TestAnswer } from '../../core/suite/answer.js'
import type { AlwaysResult, AssertionResult } from '../../core/suite/run.js'
import { escapeText } from '../escape.js'
import { fold } from '../fold.js'
import { excerpt, firstOfLine, place } from '../problem.js'
import { proofText } from '../proof-words.js'
import type { Style } from '../style.js'
import { widthOf } from '../width.js'
import { completenessText } from './completeness-text.js'
import { coverageText } from './coverage-text.js'
import { mutationReport } from './mutation-text.js'
import { failuresOf, mismatchText, unproved, whyText } from './parts.js'
import { suggestedYaml } from './suggestion-yaml.js'

/** The column of the positions of failures, if the names leave room. */
const PLACE_COLUMN = 40

/** Only the failures, and any requested measures: silence is an answer. */
export function* text(answer: TestAnswer, style: Style): Generator<string> {
  const { suites, coverage, completeness, mutation } = answer
  // A suite to be redirected to a file: everything else goes to stderr.
  const suggested = suggestedYaml(answer)
  if (suggested !== undefined) {
    yield suggested
    return
  }
  for (const { results, proofs } of suites) {
    const showsLine = firstOfLine()
    for (const failure of failuresOf(results))
      yield block(failure, style, showsLine(failure.assertion.at))
    for (const proof of unproved(proofs)) yield proofBlock(proof, style)
  }
  if (coverage) yield coverageText(coverage, style)
  if (completeness) yield completenessText(completeness, style)
  if (mutation) yield mutationReport(mutation, style)
}

function block(failure: AssertionResult, style: Style, showsLine: boolean): string {
  const { assertion } = failure
  const { at, testName, subjectName, route } = assertion
  const name = escapeText(testName)
  const gap = ' '.repeat(Math.max(2, PLACE_COLUMN - 2 - widthOf(name)))
  const head = `${style.bad(`${style.marks.no} ${name}`)}${at ? gap + style.dim(place(at)) : ''}`
  const made = `${subjectName} ${route.name}`
  const what = testName === made ? '' : `${escapeText(made)}   `
  return `${[head, `    ${what}${mismatchText(failure)}`, ...because(failure, style, showsLine)].join('\n')}\n`
}

function proofBlock(result: AlwaysResult, style: Style): string {
  const { name, at } = result.always
  const head = `${style.bad(`${style.marks.no} ${escapeText(name)}`)}`
  const where = at ? [`    ${style.dim(place(at))}`] : []
  const why = escapeText(proofText(result) ?? '')
  return `${[head, `    ${result.outcome}: ${why}`, ...where].join('\n')}\n`
}

/** The line of the expectation, and the reason next to its caret if there is room. */
function because(failure: AssertionResult, style: Style, showsLine: boolean): string[] {
  const why = whyText(failure)
  const { at } = failure.assertion
  if (!at || !showsLine) return why === undefined ? [] : [`    ${why}`]
  const [line, caret] = excerpt(at, style)
  if (why === undefined) return [line, caret]
  const beside = `${caret} ${why}`
  if (widthOf(beside) <= style.columns) return [line, beside]
  const below = style.folds ? fold(why, style.columns - 4) : [why]
  return [line, caret, ...below.map((each) => `    ${each}`)]
}
