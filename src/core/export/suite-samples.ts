import type { Catalog, Route } from '../catalog/model.js'
import { once } from '../once.js'
import { carriedBy } from '../suite/carried.js'
import type { Assertion, ListedSuite, SuiteSubject } from '../suite/model.js'
import { byCodeUnit } from '../word.js'
import { type Sample, type SampleAnswer, samplePath } from './samples.js'

export interface SuiteSamples {
  readonly samples: readonly Sample[]
  /** How many tests are left out: skipped ones, those of given tokens or of a flaw, and routes without a path of their own. */
  readonly left: number
}

/** The tests of a suite as requests, by subject. The subjects' tokens are described by their scopes. */
export function suiteSamples(
  catalog: Catalog,
  { file, assertions }: Pick<ListedSuite, 'file' | 'assertions'>,
): SuiteSamples {
  const answers = new Map<SuiteSubject, SampleAnswer[]>()
  const names = new Map<SuiteSubject, string>()
  const paths = new Map<Route, () => string | undefined>()
  let left = 0
  for (const assertion of assertions) {
    const { subject, subjectName, route } = assertion
    const pathOf = paths.get(route) ?? once(() => samplePath(catalog, route))
    paths.set(route, pathOf)
    const path = isTold(assertion) ? pathOf() : undefined
    if (path === undefined) {
      left++
      continue
    }
    names.set(subject, subjectName)
    const known = answers.get(subject) ?? []
    answers.set(subject, known)
    const { name, method } = route
    known.push({ route: name, method, path, statuses: statusesOf(assertion) })
  }
  const samples = [...answers].map(([subject, all]) => ({
    who: `${file}: ${names.get(subject) ?? ''}`,
    scopes: scopesOf(catalog, subject),
    answers: all,
  }))
  return { samples, left }
}

/** Whether the scopes of the token say all about it. */
const isTold = ({ subject, skip }: Assertion): boolean =>
  skip === undefined && subject.kind === 'named' && subject.flaw === undefined

const statusesOf = ({ expected }: Assertion): SampleAnswer['statuses'] =>
  expected === 'undecided' ? [501] : [...expected].sort()

function scopesOf(catalog: Catalog, subject: SuiteSubject): string[] | undefined {
  const carried = subject.kind === 'named' ? carriedBy(catalog, subject) : undefined
  return carried && [...carried.literal].sort(byCodeUnit)
}
