import type { TestAnswer } from '../../core/suite/answer.js'
import type { AssertionResult, SuiteResult } from '../../core/suite/run.js'
import { escapeText } from '../escape.js'
import { place } from '../problem.js'
import { mismatchText, whyText } from './parts.js'

// The JUnit XML that Jenkins (junit-10.xsd of its xunit plugin) and GitLab read. Assertions that --bail left over
// are not counted: they have no result.

export function junit({ suites, counts, seconds }: TestAnswer): string {
  const { passed, failed, skipped } = counts
  const sums = { tests: passed + failed + skipped, failures: failed, errors: 0 }
  const attributes = { name: 'scopectl', ...sums, time: time(seconds) }
  const names = namesIn(suites)
  const inner = suites.map((suite, i) => suiteXml(suite, names[i] ?? [])).join('')
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('', 'testsuites', attributes, inner)}`
}

/**
 * Readers take two cases of one name for one case, and drop the second: some compare the class too, others do not. So a
 * name that several suites have is followed by its suite, and one that occurs again by a number.
 */
function namesIn(suites: readonly SuiteResult[]): string[][] {
  const owner = new Map<string, SuiteResult | 'several'>()
  for (const suite of suites) {
    for (const name of suite.results.map(shownName)) {
      owner.set(name, (owner.get(name) ?? suite) === suite ? suite : 'several')
    }
  }
  const taken = new Set<string>()
  const next = new Map<string, number>()
  const unique = (first: string): string => {
    let name = first
    for (let n = next.get(first) ?? 2; taken.has(name); n++) {
      name = `${first} (${n})`
      next.set(first, n + 1)
    }
    taken.add(name)
    return name
  }
  return suites.map(({ suite, results }) =>
    results.map(shownName).map((name) => {
      const isShared = owner.get(name) === 'several'
      return unique(isShared ? `${name} [${printable(suite.file)}]` : name)
    }),
  )
}

const shownName = ({ assertion }: AssertionResult): string => printable(assertion.name)

function suiteXml(
  { suite, results, counts, seconds }: SuiteResult,
  names: readonly string[],
): string {
  const { failed, skipped } = counts
  const attributes = {
    name: suite.file,
    tests: results.length,
    failures: failed,
    errors: 0,
    skipped,
    time: time(seconds),
  }
  const cases = results.map((result, i) => caseXml(suite.file, names[i] ?? '', result)).join('')
  return element('  ', 'testsuite', attributes, cases)
}

function caseXml(file: string, name: string, result: AssertionResult): string {
  const attributes = { name, classname: className(file, result.assertion.subjectName) }
  return element('    ', 'testcase', attributes, outcomeXml(result))
}

/** Readers split a class name at its last dot: the suite is the package, the subject the class. */
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

/** Escapes text for elements and attributes. */
const xml = (text: string): string =>
  printable(text).replace(/[&<>"']/g, (found) => ENTITIES.get(found) ?? '')

/** Characters that XML 1.0 forbids (§2.2) become `\u{…}`, as do other unsafe ones. */
const printable = (text: string): string =>
  escapeText(text).replace(/[\ufffe\uffff]/g, (found) => `\\u{${found.charCodeAt(0).toString(16)}}`)

/** Three decimals and no exponent, as the schema requires. */
const time = (seconds: number): string => seconds.toFixed(3)
