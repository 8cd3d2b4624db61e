import type { TestAnswer } from '../../core/suite/answer.js'
import type { AssertionResult, SuiteResult } from '../../core/suite/run.js'
import { escapeText } from '../escape.js'
import { place } from '../problem.js'
import { mismatchText, whyText } from './parts.js'

// The JUnit XML that Jenkins (junit-10.xsd of its xunit plugin) and GitLab read. Assertions that --bail left over
// are in no count: they say nothing.

export function* junit({ suites, counts, seconds }: TestAnswer): Generator<string> {
  const { passed, failed, skipped } = counts
  const sums = { tests: passed + failed + skipped, failures: failed, errors: 0 }
  const attributes = { name: 'scopectl', ...sums, time: time(seconds) }
  yield '<?xml version="1.0" encoding="UTF-8"?>\n'
  yield* elementOf('', 'testsuites', attributes, casesOfAll(suites))
}

function* casesOfAll(suites: readonly SuiteResult[]): Generator<string> {
  for (const suite of suites) yield* suiteXml(suite)
}

function* suiteXml({ suite, results, counts, seconds }: SuiteResult): Generator<string> {
  const { failed, skipped } = counts
  const attributes = {
    name: suite.file,
    tests: results.length,
    failures: failed,
    errors: 0,
    skipped,
    time: time(seconds),
  }
  yield* elementOf('  ', 'testsuite', attributes, casesOf(suite.file, results))
}

function* casesOf(file: string, results: SuiteResult['results']): Generator<string> {
  for (const result of results) yield caseXml(file, result)
}

function caseXml(file: string, result: AssertionResult): string {
  const { name, subjectName } = result.assertion
  const attributes = { name, classname: className(file, subjectName) }
  return element('    ', 'testcase', attributes, outcomeXml(result))
}

/** Readers cut a class name at its last dot: the suite is the package, the subject the class. */
const className = (file: string, subject: string): string =>
  `${file.replace(/\.(?:yaml|json|csv)$/, '').replaceAll('.', '-')}.${subject.replaceAll('.', '_')}`

function outcomeXml(result: AssertionResult): string {
  const { assertion, outcome } = result
  const indent = '      '
  if (outcome === 'skipped') return element(indent, 'skipped', { message: assertion.skip ?? '' })
  if (outcome === 'passed') return ''
  const attributes = { message: mismatchText(result), type: assertion.kind }
  const said = [assertion.at ? `${place(assertion.at)}: ` : '', whyText(result) ?? '']
  return `${indent}<failure${list(attributes)}>${xml(said.join(''))}</failure>\n`
}

type Attributes = Readonly<Record<string, string | number>>

function element(indent: string, name: string, attributes: Attributes, inner = ''): string {
  const open = `${indent}<${name}${list(attributes)}`
  return inner === '' ? `${open}/>\n` : `${open}>\n${inner}${indent}</${name}>\n`
}

/** The same around parts that are too long to be one text. */
function* elementOf(
  indent: string,
  name: string,
  attributes: Attributes,
  inner: Iterator<string>,
): Generator<string> {
  let part = inner.next()
  if (part.done) return yield element(indent, name, attributes)
  yield `${indent}<${name}${list(attributes)}>\n`
  for (; !part.done; part = inner.next()) yield part.value
  yield `${indent}</${name}>\n`
}

const list = (attributes: Attributes): string =>
  Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${xml(String(value))}"`)
    .join('')

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&apos;'],
])

/** Fit for text and attributes; what XML 1.0 forbids even as a reference (§2.2) is written out as `\u{…}`. */
function xml(text: string): string {
  return escapeText(text)
    .replace(/[\ufffe\uffff]/g, (found) => `\\u{${found.charCodeAt(0).toString(16)}}`)
    .replace(/[&<>"']/g, (found) => ENTITIES.get(found) ?? '')
}

/** Three decimals and no exponent: what the schema takes. */
const time = (seconds: number): string => seconds.toFixed(3)
