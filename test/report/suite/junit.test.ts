import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { junit as parts } from '../../../src/report/suite/junit.js'
import { parseXml } from '../../support/xml.js'
import { schemaErrors } from '../../support/xml-schema.js'
import { answerOf, HOSTILE } from './sample.js'

const junit = (...args: Parameters<typeof parts>): string => [...parts(...args)].join('')

/** The schema of Jenkins' xunit plugin, which GitLab's reader is in line with. */
const SCHEMA = readFileSync('test/fixtures/junit-10.xsd', 'utf8')

describe('the JUnit report', () => {
  test.each([
    ['of plain names', [], false],
    ['of hostile names', HOSTILE, false],
    ['that was cut short', [], true],
  ])('%s is valid according to the schema', async (_what, names, bail) => {
    expect(schemaErrors(junit(await answerOf(names, bail)), SCHEMA)).toEqual([])
  })

  test('counts what it contains', async () => {
    for (const bail of [false, true]) {
      const root = parseXml(junit(await answerOf(HOSTILE, bail)))
      const cases = root.children.flatMap((suite) => suite.children)
      const outcomes = cases.flatMap(({ children }) => children.map(({ name }) => name))
      const of = (name: string) => outcomes.filter((each) => each === name).length
      expect(root.attributes.get('tests')).toBe(String(cases.length))
      expect(root.attributes.get('failures')).toBe(String(of('failure')))
      for (const suite of root.children) {
        expect(suite.attributes.get('tests')).toBe(String(suite.children.length))
        expect(suite.attributes.get('skipped')).toBe(String(of('skipped') / 2))
      }
    }
  })

  test('shows why and where', async () => {
    const [suite] = parseXml(junit(await answerOf())).children
    const failed = suite?.children.find(({ children }) => children[0]?.name === 'failure')
    expect(failed?.attributes.get('classname')).toBe('scopes-test.role editor')
    expect(failed?.attributes.get('name')).toBe('editors (role editor GET /me) [scopes.test.yaml]')
    expect(failed?.children[0]?.attributes.get('message')).toBe('expected forbidden, got allow')
    expect(failed?.children[0]?.text).toMatch(
      /^scopes\.test\.yaml:1:\d+: `GET \/me` is open to any accepted token/,
    )
  })

  test.each([
    ['plain', []],
    ['equal', ['same', 'same', 'same (2)', 'same']],
    ['hostile', [...HOSTILE, '\u0007', '\\u{7}']],
  ])('has no %s name twice, in one suite or in two', async (_what, given) => {
    const suites = parseXml(junit(await answerOf(given))).children
    const names = suites.flatMap(({ children }) =>
      children.map(({ attributes }) => attributes.get('name')),
    )
    expect(suites).toHaveLength(2)
    expect(new Set(names).size).toBe(names.length)
  })

  test('TERM4: has names as they are, except for what XML cannot hold', async () => {
    const [suite] = parseXml(junit(await answerOf(HOSTILE))).children
    const names = suite?.children.map(({ attributes }) => attributes.get('name')) ?? []
    const inFile = (name: string) => `${name} [scopes.test.yaml]`
    expect(names).toContain(inFile(HOSTILE[0]))
    expect(names).toContain(inFile('two\\u{a}ok 2 - lines\\u{d}\\u{a}::error::z'))
    expect(names).toContain(inFile('\\u{1b}[2J\\u{7}\\u{9b}\\u{202e}\\u{200b}\\u{fffe}'))
  })
})

describe('the check itself finds', () => {
  const suite = (attributes: string, inner = '') =>
    `<testsuites><testsuite name="a" tests="1" failures="0" errors="0"${attributes}>${inner}</testsuite></testsuites>`
  test.each([
    ['an unknown element', suite('', '<test/>'), /test\[0\]: not allowed here/],
    ['a missing attribute', suite('', '<testcase/>'), /no name/],
    ['an unknown attribute', suite(' line="3"'), /line is not allowed/],
    ['an invalid time', suite(' time="1e-7"'), /time is 1e-7/],
    ['text that is not allowed', suite('', 'hello'), /text/],
  ])('%s', (_what, document, error) => {
    expect(schemaErrors(document, SCHEMA).join()).toMatch(error)
  })

  test.each([
    '<a>]]></a>',
    '<a>\u001b</a>',
    '<a>&nbsp;</a>',
    '<a>&</a>',
    '<a b="<"/>',
    '<a b="1" b="2"/>',
    '<a><b></a></b>',
    '<a/><b/>',
    '<a>',
  ])('that %j is not well-formed', (document) => {
    expect(() => parseXml(document)).toThrow()
  })
})
