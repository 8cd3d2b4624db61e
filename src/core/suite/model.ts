import type { Route } from '../catalog/model.js'
import type { Flaw } from '../issue/flaws.js'
import type { Location, Problem } from '../problem.js'
import type { Subject } from '../subject/model.js'
import type { Users } from '../users/model.js'

/** Whom a test is about: a subject for whom a token is made, or a token that is given. */
export type SuiteSubject = NamedSubject | GivenToken

export interface NamedSubject {
  readonly kind: 'named'
  readonly subject: Subject
  /** The wish that narrows its token, exactly as written; undefined: all its grants. */
  readonly scope: readonly string[] | undefined
  /** The one defect of its token. */
  readonly flaw: Flaw | undefined
}

export interface GivenToken {
  readonly kind: 'token'
  /** `env:NAME`, `file:PATH` (relative to the suite), or the token itself. */
  readonly from: string
}

export const STATUSES = [200, 401, 403] as const
export type Status = (typeof STATUSES)[number]
/** What a test asks for: one of these statuses, or that the catalog leaves the route undecided. */
export type Expected = ReadonlySet<Status> | 'undecided'

/** The word that an expectation was written under. */
export type ExpectationKind =
  | 'allow'
  | 'forbidden'
  | 'unauthorized'
  | 'deny'
  | 'allow_only'
  | 'table'

/** One cell that a suite asserts: this subject gets that answer at this route. */
export interface Assertion {
  /** Tells it from the other assertions of its suite, for reports; two equal lines of a suite have equal names. */
  readonly name: string
  /** The test's own name; without one, the assertion's. */
  readonly testName: string
  /** The same object for the same words within a suite: one token serves all its assertions. */
  readonly subject: SuiteSubject
  readonly subjectName: string
  readonly route: Route
  readonly expected: Expected
  readonly kind: ExpectationKind
  /** Where the expectation is written. For a route that `allow_only` does not list: the `allow_only`. */
  readonly at: Location | undefined
  /** Why it is not asked; its names are held against the catalog all the same. */
  readonly skip: string | undefined
}

/** What is walked over, any number of times, and need not be held: a table has a cell for each of millions of questions. */
export interface Listing<T> extends Iterable<T> {
  readonly length: number
}

/** Permission tests that were read, each name in them known to the catalog and users; of a table, with assertions that are not held. */
export interface ListedSuite {
  readonly file: string
  /** Seconds since 1970: the moment for which it is asked. */
  readonly now: number | undefined
  /** Its own catalog, as written: relative to the suite. */
  readonly catalogFile: string | undefined
  /** The users that its subjects were looked up in: its own where it has some, else the catalog's. */
  readonly users: Users
  /** In the order of the file, the skipped ones among them. Never empty. */
  readonly assertions: Listing<Assertion>
  readonly notes: readonly Problem[]
}

/** Permission tests of a suite file. */
export interface Suite extends ListedSuite {
  readonly assertions: readonly Assertion[]
}
