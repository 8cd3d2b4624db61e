import { element, HEAD, list, time, xml } from './junit-xml.js'

/** A fault that kept the tests from running, in words. */
interface ErrorFacts {
  readonly code: string
  readonly says: string
  readonly hint?: string | undefined
  readonly file?: string | undefined
  readonly line?: number | undefined
}

/** A run without results: one test case with an error per fault, as other test runners report files that they cannot load. */
export function junitErrors(kind: string, faults: readonly ErrorFacts[]): string {
  const sums = { tests: faults.length, failures: 0, errors: faults.length }
  const cases = faults.map(({ code, says, hint, file, line }, i) => {
    const where = [file, line].filter((each) => each !== undefined).join(':')
    const name = [where, code, ...(i > 0 ? [`(${i + 1})`] : [])].filter((each) => each !== '')
    const attributes = { name: name.join(' '), classname: `scopectl.${kind}` }
    const said = `      <error${list({ message: says, type: code })}>${xml(hint ?? '')}</error>\n`
    return element('    ', 'testcase', attributes, said)
  })
  const suite = { name: `scopectl ${kind}`, ...sums, skipped: 0, time: time(0) }
  const inner = element('  ', 'testsuite', suite, cases.join(''))
  const all = element('', 'testsuites', { name: 'scopectl', ...sums, time: time(0) }, inner)
  return `${HEAD}${all}`
}
