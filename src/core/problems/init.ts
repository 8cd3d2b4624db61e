/** Problems of `init` alone. */
export interface InitProblems {
  'init-needs-yes': Record<never, never>
  'init-cancelled': Record<never, never>
  'init-not-yaml': { file: string }
  /** A file in another form (JSON, NDJSON, CSV) whose YAML form would be written beside it. */
  'init-twin-beside': { file: string }
  /** Two of the files to be written have this one name. */
  'init-same-file': { file: string }
}
