import type { Route } from '../catalog/model.js'
import type { Location } from '../problem.js'
import { problem } from '../problem.js'
import type { Path, Source } from '../source.js'
import type { Assertion, ExpectationKind, Expected, Status } from './model.js'
import type { NamedSubjects, SubjectRef } from './read-subjects.js'
import type { SuiteReader } from './reader.js'
import { EXPECTING, type SuiteFile, type TestFile } from './schema.js'

const statuses = (...all: Status[]): ReadonlySet<Status> => new Set(all)
const ALLOW = statuses(200)
const DENY = statuses(401, 403)
const EXPECTED = {
  allow: ALLOW,
  forbidden: statuses(403),
  unauthorized: statuses(401),
  deny: DENY,
} as const satisfies Partial<Record<ExpectationKind, Expected>>

type Expectation = Pick<Assertion, 'route' | 'expected' | 'kind' | 'at'>

/** The `tests:` of a suite: for each test, every subject with every route. */
export function readTests(
  file: SuiteFile,
  source: Source,
  subjects: NamedSubjects,
  reader: SuiteReader,
): Assertion[] {
  return (file.tests ?? []).flatMap((test, i) => {
    const path = ['tests', i]
    const refs = subjects.refer(test.as, [...path, 'as'])
    const expectations = readExpectations(test, path, source, reader)
    if (EXPECTING.every((word) => test[word] === undefined)) {
      reader.report(problem('test-asserts-nothing', { words: EXPECTING }, source.locate(path)))
    }
    const several = refs.length * expectations.length > 1
    return refs.flatMap((subject) =>
      expectations.map((each) => asserted(test, subject, each, several)),
    )
  })
}

/** One literal with every member: with a hundred thousand of them, copies of copies would take most of the memory. */
function asserted(
  test: TestFile,
  { subject, name }: SubjectRef,
  { route, expected, kind, at }: Expectation,
  several: boolean,
): Assertion {
  const made = `${name} ${route.name}`
  return {
    name: test.name === undefined ? made : several ? `${test.name} (${made})` : test.name,
    testName: test.name ?? made,
    subject,
    subjectName: name,
    route,
    expected,
    kind,
    at,
    skip: test.skip,
  }
}

function readExpectations(
  test: TestFile,
  path: Path,
  source: Source,
  reader: SuiteReader,
): Expectation[] {
  const found: Expectation[] = []
  for (const kind of ['allow', 'forbidden', 'unauthorized', 'deny'] as const) {
    for (const [j, text] of (test[kind] ?? []).entries()) {
      const at = source.locate([...path, kind, j])
      const route = reader.route(text, at)
      if (route) found.push({ route, expected: EXPECTED[kind], kind, at })
    }
  }
  if (test.allow_only) found.push(...readAllowOnly(test.allow_only, path, source, reader))
  return found
}

/**
 * The exact set of what is allowed: every other decided route must be denied. Undecided routes have no answer: a note
 * lists them, and naming one is a problem.
 */
function readAllowOnly(
  list: readonly string[],
  path: Path,
  source: Source,
  reader: SuiteReader,
): Expectation[] {
  const kind = 'allow_only'
  const listed = new Map<Route, Location | undefined>()
  for (const [j, text] of list.entries()) {
    const at = source.locate([...path, kind, j])
    const route = reader.route(text, at)
    if (route) listed.set(route, at)
  }
  const all = source.locate([...path, kind], 'key')
  const { routes } = reader.catalog
  const isUndecided = ({ requirement }: Route): boolean => requirement.level === 'undecided'
  const undecided = routes.filter(isUndecided).map(({ name }) => name)
  if (undecided.length > 0) reader.leftOut(undecided, all)
  return routes
    .filter((route) => !isUndecided(route))
    .map((route) =>
      listed.has(route)
        ? { route, expected: ALLOW, kind, at: listed.get(route) ?? all }
        : { route, expected: DENY, kind, at: all },
    )
}
