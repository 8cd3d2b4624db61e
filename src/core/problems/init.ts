/** Problems that only `init` has. */
export interface InitProblems {
  'init-needs-yes': Record<never, never>
  'init-cancelled': Record<never, never>
  /** `form`: what the file would be read as. */
  'init-not-yaml': { file: string; form: string }
  /** The file already exists, and no flag says to use or overwrite it. */
  'init-exists': { file: string; what: 'catalog' | 'users' | 'suite' }
  /** The file exists in another format (JSON, NDJSON, CSV), and a YAML file would be written next to it. */
  'init-twin-beside': { file: string; isUsers: boolean }
  /** Two of the files to write would have this name. */
  'init-same-file': { file: string }
  /** The claims of a provider's tokens must be given. `issuer`: the most likely one. */
  'init-needs-claims': { flags: readonly string[]; issuer: string | undefined }
  /** A note: warnings of lint that the new catalog ignores. */
  'init-known-findings': { file: string; rules: readonly string[]; count: number }
  /** A note: `count` lines of the file that --force overwrote are not in the new one. */
  'init-replaced': { file: string; count: number }
  /** A note: no route is decided, so there is nothing to test. */
  'init-no-suite': { file: string }
  /** A note. */
  'init-undecided': { count: number; file: string }
  /** The development key does not sign with it. */
  'init-algorithm-needs-key': { algorithm: string }
  'init-suite-empty': { file: string }
}
