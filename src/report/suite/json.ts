import type { Location } from '../../core/problem.js'
import type { TestAnswer } from '../../core/suite/answer.js'
import type { AlwaysResult, AssertionResult, Counts, SuiteResult } from '../../core/suite/run.js'
import type { JsonOf } from '../documents/dsl.js'
import type { position } from '../documents/parts.js'
import type {
  always as alwaysDocument,
  assertion as assertionDocument,
  counts,
  problem as problemDocument,
  suite as suiteDocument,
  test,
} from '../documents/suite.js'
import { proofJson } from '../proof-words.js'
import { Streamed } from '../streamed.js'
import { say } from '../words/index.js'
import { completenessJson } from './completeness-json.js'
import { coverageJson, mutationJson } from './measures-json.js'

/** Every assertion, including passed ones. */
export function json(answer: TestAnswer): JsonOf<typeof test> {
  const { suites, counts, seconds, problems, coverage, completeness, mutation } = answer
  return {
    ...countsJson(counts),
    seconds: rounded(seconds),
    suites: new Streamed(suites.map(suiteJson)),
    ...(coverage ? { coverage: coverageJson(coverage) } : {}),
    ...(completeness ? { completeness: completenessJson(completeness) } : {}),
    ...(mutation ? { mutation: mutationJson(mutation) } : {}),
    ...(problems.length === 0 ? {} : { problems: problems.map(problemJson) }),
  }
}

const countsJson = ({
  passed,
  failed,
  skipped,
  undecided,
  notRun,
}: Counts): JsonOf<typeof counts> => ({
  passed,
  failed,
  skipped,
  undecided,
  not_run: notRun,
})

const suiteJson = ({
  suite,
  catalog,
  results,
  proofs,
  counts,
  seconds,
}: SuiteResult): JsonOf<typeof suiteDocument> => ({
  file: suite.file,
  catalog: catalog.file,
  users: suite.users.file ?? null,
  ...countsJson(counts),
  seconds: rounded(seconds),
  assertions: new Streamed(assertionsJson(results)),
  ...(suite.always.length === 0 ? {} : { always: proofs.map(alwaysJson) }),
})

const alwaysJson = ({ always, ...verdict }: AlwaysResult): JsonOf<typeof alwaysDocument> => ({
  ...proofJson({ statement: always.name, ...verdict }),
  ...placeJson(always.at),
})

function* assertionsJson(
  results: Iterable<AssertionResult>,
): Generator<JsonOf<typeof assertionDocument>> {
  for (const result of results) yield assertionJson(result)
}

function assertionJson({
  assertion,
  outcome,
  got,
  why,
}: AssertionResult): JsonOf<typeof assertionDocument> {
  const { name, testName, subjectName, route, kind, expected, skip } = assertion
  return {
    name,
    test: testName,
    subject: subjectName,
    route: route.name,
    kind,
    expected: expected === 'undecided' ? expected : [...expected],
    outcome,
    got: got === undefined || got === 'undecided' ? (got ?? null) : got.status,
    reason: got === undefined || got === 'undecided' ? null : (got.reason ?? null),
    why: why ? { code: why.code, message: say(why).says, ...placeJson(why.at) } : null,
    skip: skip ?? null,
    ...placeJson(assertion.at),
  }
}

const placeJson = (at: Location | undefined): JsonOf<typeof position> => ({
  file: at?.file ?? null,
  line: at?.line ?? null,
  column: at?.column ?? null,
})

const problemJson = (problem: TestAnswer['problems'][number]): JsonOf<typeof problemDocument> => ({
  rule: problem.code,
  message: say(problem).says,
  ...placeJson(problem.at),
})

const rounded = (seconds: number): number => Math.round(seconds * 1000) / 1000
