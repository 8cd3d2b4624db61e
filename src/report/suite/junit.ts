import type { Problem } from '../../core/problem.js'
import { type TestAnswer, unmetOf } from '../../core/suite/answer.js'
import type { AlwaysResult, AssertionResult, SuiteResult } from '../../core/suite/run.js'
import { place } from '../problem.js'
import { proofText } from '../proof-words.js'
import { say } from '../words/index.js'
import { element, elementOf, HEAD, list, printable, time, xml } from './junit-xml.js'
import { mismatchText, notTested, whyText } from './parts.js'

// The JUnit XML that Jenkins (junit-10.xsd of its xunit plugin) and GitLab read. Assertions that --bail left over
// are not counted: they have no result.

export function* junit(answer: TestAnswer): Generator<string> {
  const { suites, counts, seconds } = answer
  const { passed, failed, skipped, undecided } = counts
  const unmet = unmetOf(answer)
  const failures = failed + unmet.length
  const sums = { tests: passed + skipped + undecided + failures, failures, errors: 0 }
  const attributes = { name: 'scopectl', ...sums, time: time(seconds) }
  yield HEAD
  yield* elementOf('', 'testsuites', attributes, allXml(suites, unmet))
}

function* allXml(suites: readonly SuiteResult[], unmet: readonly Problem[]): Generator<string> {
  const nameOf = uniqueNames(suites)
  for (const suite of suites) yield* suiteXml(suite, nameOf)
  if (unmet.length > 0) yield unmetXml(unmet)
}

/** What makes the run fail besides tests: a job that is red has a report that is red. */
function unmetXml(unmet: readonly Problem[]): string {
  const { length } = unmet
  const name = 'scopectl test'
  const sums = { tests: length, failures: length, errors: 0, skipped: 0, time: time(0) }
  const cases = unmet.map((each) => {
    const { says, hint } = say(each)
    const failure = `      <failure${list({ message: says, type: each.code })}>${xml(hint ?? '')}</failure>\n`
    return element('    ', 'testcase', { name: says, classname: 'scopectl.test' }, failure)
  })
  return element('  ', 'testsuite', { name, ...sums }, cases.join(''))
}

type NameOf = (suite: SuiteResult, result: Case) => string
type Case = AssertionResult | AlwaysResult

/**
 * Readers take two cases of the same name for one case, and drop the second: some compare the class too, others do not.
 * So a name that several suites have is followed by its suite, and one that occurs again by a number.
 */
function uniqueNames(suites: readonly SuiteResult[]): NameOf {
  const owner = new Map<string, SuiteResult | 'several'>()
  for (const suite of suites) {
    for (const result of casesIn(suite)) {
      const name = shownName(result)
      owner.set(name, (owner.get(name) ?? suite) === suite ? suite : 'several')
    }
  }
  const taken = new Set<string>()
  const next = new Map<string, number>()
  return ({ suite }, result) => {
    const own = shownName(result)
    const first = owner.get(own) === 'several' ? `${own} [${printable(suite.file)}]` : own
    let name = first
    for (let n = next.get(first) ?? 2; taken.has(name); n++) {
      name = `${first} (${n})`
      next.set(first, n + 1)
    }
    taken.add(name)
    return name
  }
}

const shownName = (result: Case): string =>
  printable(('always' in result ? result.always : result.assertion).name)

function* casesIn({ results, proofs }: SuiteResult): Generator<Case> {
  yield* results
  yield* proofs
}

function* suiteXml(of: SuiteResult, nameOf: NameOf): Generator<string> {
  const { suite, results, proofs, counts, seconds } = of
  const { failed, skipped, undecided } = counts
  const attributes = {
    name: suite.file,
    tests: results.length + proofs.length,
    failures: failed,
    errors: 0,
    skipped: skipped + undecided,
    time: time(seconds),
  }
  yield* elementOf('  ', 'testsuite', attributes, casesOf(of, nameOf))
}

function* casesOf(of: SuiteResult, nameOf: NameOf): Generator<string> {
  for (const result of casesIn(of)) yield caseXml(of.suite.file, nameOf(of, result), result)
}

function caseXml(file: string, name: string, result: Case): string {
  if ('always' in result) {
    const attributes = { name, classname: className(file, 'always') }
    return element('    ', 'testcase', attributes, proofXml(result))
  }
  const attributes = { name, classname: className(file, result.assertion.subjectName) }
  return element('    ', 'testcase', attributes, outcomeXml(result))
}

/** Readers split a class name at its last dot: the suite is the package, the subject the class. */
const className = (file: string, subject: string): string =>
  `${file.replace(/\.(?:yaml|json|csv)$/, '').replaceAll('.', '-')}.${subject.replaceAll('.', '_')}`

function proofXml(result: AlwaysResult): string {
  const { always, outcome } = result
  if (outcome === 'proved') return ''
  const message = `expected proved, got ${outcome}`
  const said = [always.at ? `${place(always.at)}: ` : '', proofText(result) ?? '']
  return `      <failure${list({ message, type: 'always' })}>${xml(said.join(''))}</failure>\n`
}

function outcomeXml(result: AssertionResult): string {
  const { assertion, outcome } = result
  const indent = '      '
  const skip = notTested(result)
  if (skip !== undefined) return element(indent, 'skipped', { message: skip })
  if (outcome === 'passed') return ''
  const attributes = { message: mismatchText(result), type: assertion.kind }
  const said = [assertion.at ? `${place(assertion.at)}: ` : '', whyText(result) ?? '']
  return `${indent}<failure${list(attributes)}>${xml(said.join(''))}</failure>\n`
}
