import type { Route } from '../catalog/model.js'
import type { Flaw } from '../issue/flaws.js'
import type { Location, Problem } from '../problem.js'
import type { Statement } from '../proof/statement.js'
import type { Subject } from '../subject/model.js'
import type { Users } from '../users/model.js'

/** The subject of a test: one for which a token is made, or a given token. */
export type SuiteSubject = NamedSubject | GivenToken

export interface NamedSubject {
  readonly kind: 'named'
  readonly subject: Subject
  /** The requested scopes of its token, exactly as written; undefined: all its grants. */
  readonly scope: readonly string[] | undefined
  /** How its scopes are written instead of listed: all that it may have but these and what implies them. */
  readonly except?: readonly string[] | undefined
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
/** What a test expects: one of these statuses, or that the catalog leaves the route undecided. */
export type Expected = ReadonlySet<Status> | 'undecided'

/** The keyword that an expectation was written under. */
export type ExpectationKind =
  | 'allow'
  | 'forbidden'
  | 'unauthorized'
  | 'deny'
  | 'allow_only'
  | 'table'

/** One cell that a suite asserts: this subject gets this answer for this route. */
export interface Assertion {
  /**
   * Distinguishes it from the other assertions of its suite in reports; two equal lines of a suite have equal names.
   */
  readonly name: string
  /** The test's own name; without one, the assertion's. */
  readonly testName: string
  /** One object per subject within a suite, so one token serves all its assertions. */
  readonly subject: SuiteSubject
  readonly subjectName: string
  readonly route: Route
  readonly expected: Expected
  readonly kind: ExpectationKind
  /** Where the expectation is written. For a route that `allow_only` does not list: the `allow_only`. */
  readonly at: Location | undefined
  /** Why it is skipped; its names are checked against the catalog all the same. */
  readonly skip: string | undefined
}

/** A statement that a suite asserts of every token, or of everybody: an entry of `always:`. */
export interface Always {
  /** As written: its name in reports. */
  readonly name: string
  readonly statement: Statement
  readonly at: Location | undefined
}

/** Can be iterated any number of times without being held in memory: a table may have millions of cells. */
export interface Listing<T> extends Iterable<T> {
  readonly length: number
}

/** Parsed permission tests, whose names all exist in the catalog and users; those of a table are not held in memory. */
export interface ListedSuite {
  readonly file: string
  /** Seconds since 1970: the time at which the tests are evaluated. */
  readonly now: number | undefined
  /** Its own catalog, as written: relative to the suite. */
  readonly catalogFile: string | undefined
  /** The users that its subjects were looked up in: its own if it has any, else the catalog's. */
  readonly users: Users
  /** In the order of the file, the skipped ones among them. Only empty if there are statements. */
  readonly assertions: Listing<Assertion>
  readonly always: readonly Always[]
  readonly notes: readonly Problem[]
}

/** Permission tests of a suite file. */
export interface Suite extends ListedSuite {
  readonly assertions: readonly Assertion[]
}
