import type { ProbeAnswer } from '../../core/probe/answer.js'
import { findingId } from '../../core/probe/finding-id.js'
import type { RouteVerdict } from '../../core/probe/judge.js'
import type { Found } from '../../core/probe/seen.js'
import { element, elementOf, HEAD, list, printable, time, xml } from '../suite/junit-xml.js'
import { changesJunit } from './changes.js'
import { curlLine } from './curl.js'
import { codesOf } from './grouping.js'
import { findingLine } from './lines.js'
import { tokenFindingLine } from './token-findings.js'
import { inconclusiveText, notProbedText } from './words.js'

/** A test case for each route: one that could not be judged is an error, one that was not probed is skipped. */
export function* junit(answer: ProbeAnswer): Generator<string> {
  const { verdicts, notProbed, tokenFindings, seconds } = answer
  const count = (state: RouteVerdict['state']): number =>
    verdicts.filter((each) => each.state === state).length
  const changed = answer.compared?.changes.length ?? 0
  const sums = {
    tests: verdicts.length + notProbed.length + tokenFindings.length + changed,
    failures: count('found') + tokenFindings.length + changed,
    errors: count('inconclusive'),
  }
  const suite = {
    ...{ name: 'scopectl probe', ...sums, skipped: notProbed.length, time: time(seconds) },
  }
  yield HEAD
  yield* elementOf(
    '',
    'testsuites',
    { name: 'scopectl', ...sums, time: time(seconds) },
    elementOf('  ', 'testsuite', suite, casesOf(answer)),
  )
}

function* casesOf(answer: ProbeAnswer): Generator<string> {
  const { verdicts, notProbed, tokenFindings, url } = answer
  for (const finding of tokenFindings) {
    const { is } = finding.fault
    const facts = list({ message: tokenFindingLine(finding), type: is })
    yield testCase(finding.id, `      <failure${facts}>${xml(is)}</failure>\n`)
  }
  yield* changesJunit(answer)
  for (const { route, findings, why } of verdicts) {
    const failures = findings.map(
      (each) =>
        `      <failure${list({ message: findingLine(each), type: each.kind })}>${xml(details(each, route, url))}</failure>\n`,
    )
    const error = why
      ? `      <error${list({ message: inconclusiveText(why), type: why.is })}/>\n`
      : ''
    yield testCase(route.name, `${failures.join('')}${error}`)
  }
  for (const { route, why } of notProbed)
    yield testCase(route.name, element('      ', 'skipped', { message: notProbedText(why) }))
}

const details = (found: Found, route: RouteVerdict['route'], url: string): string =>
  [
    findingId(found.kind, route),
    codesOf({ kind: found.kind, cases: [{ id: '', route, found }] }).join(' '),
    curlLine(url, found.exchange.planned),
  ].join('\n')

const testCase = (name: string, inner: string): string =>
  element('    ', 'testcase', { name: printable(name), classname: 'scopectl.probe' }, inner)
