/** Problems that only `init` has. */
export interface InitProblems {
  'init-needs-yes': Record<never, never>
  'init-cancelled': Record<never, never>
  /** `form`: what the file would be read as. */
  'init-not-yaml': { file: string; form: string }
  /** A file that exists, and that nobody asked to use or to overwrite. */
  'init-exists': { file: string; what: 'catalog' | 'users' | 'suite' }
  /** A file in another form (JSON, NDJSON, CSV) whose YAML form would be written beside it. */
  'init-twin-beside': { file: string; isUsers: boolean }
  /** Two of the files to be written have this one name. */
  'init-same-file': { file: string }
  /** Tokens of a provider are known by claims that nobody can guess. `issuer`: a guess all the same. */
  'init-needs-claims': { flags: readonly string[]; issuer: string | undefined }
  /** A note: warnings of lint that the new catalog ignores. */
  'init-known-findings': { file: string; rules: readonly string[]; count: number }
  /** A note: no route is decided, so there is nothing to test. */
  'init-no-suite': { file: string }
  /** A note. */
  'init-undecided': { count: number; file: string }
  'init-suite-empty': { file: string }
}
