import type { Reason } from '../reason.js'

type Near = { readonly suggestion?: string | undefined }

/** Problems with permission suites, and why an assertion failed. */
export interface SuiteProblems {
  'suite-empty': { file: string }
  /** A CSV file, named without --table. */
  'table-as-suite': { file: string }
  'test-asserts-nothing': { words: readonly string[] }
  /** `is`: what has this name in the catalog or the users file. */
  'unknown-subject': {
    subject: string
    is?: 'role' | 'user' | 'client' | 'anonymous' | undefined
  } & Near
  'suite-users-twice': { file: string }
  'subject-kinds': { kinds: readonly string[]; found: readonly string[] }
  'subject-cannot': { what: 'scope' | 'flaw'; kind: string }
  'subject-reads-stdin': Record<never, never>
  'bad-suite-time': { text: string; why: 'form' | 'no-zone' | 'no-such-date' | 'milliseconds' }
  'table-cell': { cell: string; column: string }
  'table-width': { cells: number; columns: number }
  'same-column': { column: string }
  'same-row': { route: string }
  /** A note; `routes`: those that allow_only leaves out. */
  'undecided-left-out': { routes: readonly string[] }
  /** A note: cells of a table that expect a route to be undecided. */
  'undecided-cells': { cells: number }
  /** Nothing but such cells. */
  'only-undecided': { cells: number }

  'csv-quote': Record<never, never>
  'csv-header': Record<never, never>
  'csv-long': Record<never, never>
  /** `kind`: the prefix of a column such as `user:bob`. */
  'csv-column': { column: string; kind: 'role' | 'user' | 'client' | 'scope' } & Near

  /** `elsewhere`: files that look like suites, in other folders or under other names; `catalog`: what --catalog says. */
  'no-suites': {
    folders: readonly string[]
    elsewhere: readonly string[]
    catalog: string | undefined
  } & Near
  /** A warning: they look like suites. */
  'suites-not-run': { files: readonly string[] }
  /** A warning: no test and no table names them. */
  'unused-subjects': { subjects: readonly string[] }
  /** `example`: the name of a test. */
  'filter-empty': {
    filter: string
    tests: number
    similar: readonly string[]
    example: string | undefined
  }
  'all-skipped': { tests: number }
  'stdin-twice': Record<never, never>
  'report-kind': { text: string; kinds: readonly string[] } & Near
  /** A file that is not a suite, after a report without one. */
  'report-file-apart': { kind: string; file: string }
  'report-streams': { kinds: readonly string[] }
  'report-over-input': { file: string }
  'report-same-file': { file: string }
  /** After a run that failed: the file exists, and is not a report. */
  'report-kept': { file: string; format: string }
  'watch-stdin': Record<never, never>
  'watch-failed': { folder: string; why: string }
  /** A note, at the end of each run of --watch. */
  'watch-waits': Record<never, never>

  // Why an assertion failed: `at` is the location in the catalog or users file that caused it.
  'why-level': { route: string; level: 'public' | 'authenticated' }
  'why-holds': { subject: string; scopes: readonly string[]; by: string | undefined }
  'why-undecided': { route: string }
  'why-decided': { route: string; needs: string }
  'why-other-reason': { expected: Reason; reason: Reason | undefined }
}
