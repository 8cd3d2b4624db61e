import type { Catalog, Requirement } from '../../catalog/model.js'
import { type Compiled, compile } from '../../matrix/compile.js'
import { nameOf, type Subject } from '../../subject/model.js'
import type { SuiteSubject } from '../model.js'
import { type Bearing, type Carried, carriedBy, isSameCarried, type Unchecked } from './carried.js'
import type { Change } from './change.js'
import { answerAt, passes, type Stated } from './passes.js'

/** One subject of the suites with everything they assert about it. */
export interface Bench {
  readonly bearing: Bearing
  readonly subjects: readonly Asked[]
  readonly byRoute: ReadonlyMap<
    number,
    readonly { readonly stated: Stated; readonly asked: Asked }[]
  >
}

export interface Asked {
  readonly subject: SuiteSubject
  readonly carried: Carried
  readonly stated: readonly { readonly stated: Stated; readonly route: number }[]
}

/** Sorts assertions by subject and by route, so that only those that a change can affect are decided again. */
export function benchOf(bearing: Bearing, assertions: readonly Stated[]): Bench {
  const numberOf = new Map(bearing.catalog.routes.map(({ name }, i) => [name, i]))
  const bySubject = new Map<
    string | SuiteSubject,
    Asked & { stated: { stated: Stated; route: number }[] }
  >()
  const byRoute = new Map<number, { stated: Stated; asked: Asked }[]>()
  for (const stated of assertions) {
    const route = numberOf.get(stated.route.name) ?? unknownRoute(stated.route.name)
    const asked = bySubject.get(stated.subject) ?? {
      subject: stated.subject,
      carried: carriedBy(stated.subject, bearing),
      stated: [],
    }
    bySubject.set(stated.subject, asked)
    asked.stated.push({ stated, route })
    const there = byRoute.get(route) ?? []
    byRoute.set(route, there)
    there.push({ stated, asked })
  }
  return { bearing, subjects: [...bySubject.values()], byRoute }
}

function unknownRoute(name: string): never {
  throw new Error(`an assertion is about a route of another catalog: ${name}`)
}

/** The assertions that fail on the unchanged catalog. */
export function failing({ bearing, subjects }: Bench): Stated[] {
  const { compiled, catalog } = bearing
  return subjects.flatMap(({ carried, stated: list }) =>
    list
      .filter(
        ({ stated, route }) =>
          !passes(stated, carried, answerAt(compiled, route, carried, catalog.token)),
      )
      .map(({ stated }) => stated),
  )
}

/** The first assertion that a change makes fail; without the change all of them pass. */
export function flippedBy(
  { bearing, subjects, byRoute }: Bench,
  change: Change,
): Stated | undefined {
  const { token } = bearing.catalog
  if (change.touches === 'route') {
    const compiled = compileOne(bearing.catalog, change.requirement)
    return byRoute
      .get(change.route)
      ?.find(
        ({ stated, asked }) =>
          !passes(stated, asked.carried, answerAt(compiled, 0, asked.carried, token)),
      )?.stated
  }
  for (const { subject, carried, stated: list } of subjects) {
    if (!mayTouch(change, subject)) continue
    const after = carriedAfter(subject, bearing, change)
    if (isSameCarried(carried, after)) continue
    const found = list.find(
      ({ stated, route }) =>
        !passes(stated, after, answerAt(bearing.compiled, route, after, token)),
    )
    if (found) return found.stated
  }
  return undefined
}

/** A compiled catalog of one route, with the same numbering of scopes. */
export const compileOne = (catalog: Catalog, requirement: Requirement): Compiled =>
  compile(catalog, [requirement])

/** What the subject presents after the change. Not for changes of a route, which do not affect anybody's grants. */
export function carriedAfter(subject: SuiteSubject, bearing: Bearing, change: Change): Carried {
  switch (change.touches) {
    case 'route':
      return carriedBy(subject, bearing)
    case 'grants':
      return carriedBy(subject, { ...bearing, catalog: change.catalog })
    case 'holder':
      return carriedBy(swapped(subject, change), bearing)
    case 'trust':
      return carriedBy(subject, { ...bearing, unchecked: change.unchecked satisfies Unchecked })
  }
}

type HolderChange = Extract<Change, { touches: 'holder' }>

/** A quick check whether the change may affect the subject. */
function mayTouch(change: Change, subject: SuiteSubject): boolean {
  switch (change.touches) {
    case 'trust':
      return subject.kind === 'token' || subject.flaw !== undefined
    case 'holder':
      return subject.kind === 'named' && isHolder(subject.subject, change)
    default:
      return true
  }
}

/** Compared by kind and name: with a users file in lines, the same person may have been read twice. */
const isHolder = (subject: Subject, { before }: HolderChange): boolean =>
  subject.kind === ('claims' in before ? 'user' : 'client') && nameOf(subject) === before.name

function swapped(subject: SuiteSubject, change: HolderChange): SuiteSubject {
  if (subject.kind === 'token' || !isHolder(subject.subject, change)) return subject
  const { after } = change
  const changed: Subject =
    'claims' in after ? { kind: 'user', user: after } : { kind: 'client', client: after }
  return { ...subject, subject: changed }
}
