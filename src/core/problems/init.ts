/** Problems that only `init` has. */
export interface InitProblems {
  'init-needs-yes': Record<never, never>
  'init-cancelled': Record<never, never>
  'init-not-yaml': { file: string }
  /** A file in another form (JSON, NDJSON, CSV), next to which its YAML form would be written. */
  'init-twin-beside': { file: string }
  /** Two of the files to write have this name. */
  'init-same-file': { file: string }
}
