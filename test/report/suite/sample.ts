import type { TestAnswer } from '../../../src/core/suite/answer.js'
import { count, judgeWhole } from '../../../src/core/suite/run.js'
import { realTokens } from '../../core/suite/present.js'
import { files, suiteOf } from '../../core/suite/support.js'

/** Text from outside that some reader may interpret: terminals, XML, TAP, workflow commands, YAML. */
export const HOSTILE = [
  ']]><x a="b\'">&amp; &',
  'ok 1 # TODO \\# \\',
  '##[error]x ::error::y %0A %',
  '\u001b[2J\u0007\u009b\u202e\u200b\ufffe',
  'two\nok 2 - lines\r\n::error::z',
] as const

/** Two suites: passed, failed (with and without hostile names), skipped, and with `bail` some that were not run. */
export async function answerOf(names: readonly string[] = [], bail = false): Promise<TestAnswer> {
  const known = files()
  const hostile = names.map((name) => ({ name, as: { user: 'bob' }, forbidden: ['GET /items/'] }))
  const tests = [
    { as: { user: 'bob' }, allow: ['GET /items/'] },
    { name: 'editors', as: { role: 'editor' }, forbidden: ['GET /me', 'POST /items/'] },
    { as: { user: 'alice', flaw: 'expired' }, allow: ['GET /me'] },
    ...hostile,
    ...names.map((skip) => ({ as: { user: 'bob' }, skip, allow: ['GET /me'] })),
    { as: { anonymous: true }, deny: ['GET /me'] },
  ]
  // The loader would refuse some of these raw; written as escapes they are accepted.
  const text = JSON.stringify({ now: '2026-01-01', tests }).replace(
    /[^ -~]/g,
    (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  const suite = suiteOf(text, known)
  const options = { present: realTokens(known), tokens: true, bail }
  const { results } = await judgeWhole(suite, known.catalog, options)
  const counts = count(results, suite.assertions.length)
  const one = { suite, catalog: known.catalog, results, proofs: [], counts, seconds: 0.0123 }
  return {
    kind: 'test',
    outcome: 'failed',
    suites: [one, { ...one, suite: { ...suite, file: 'test/a.scopes.test.yaml' } }],
    counts: {
      passed: 2 * counts.passed,
      failed: 2 * counts.failed,
      skipped: 2 * counts.skipped,
      undecided: 2 * counts.undecided,
      notRun: 2 * counts.notRun,
    },
    seconds: 1234.5678,
    problems: [],
    said: false,
    notes: [],
    files: {},
  }
}
