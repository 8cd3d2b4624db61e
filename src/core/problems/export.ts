/** What an engine cannot express. */
export type ExportConstruct =
  | { readonly is: 'algorithm'; readonly name: string }
  /** A claim that is an item of a list, as a pointer. */
  | { readonly is: 'list-item'; readonly name: string }
  /** Several scope claims, or any of the known ones. */
  | { readonly is: 'scope-claims' }
  /** A scope claim that may be a list. */
  | { readonly is: 'scope-list' }
  | { readonly is: 'role-claim'; readonly name: string }

/** Problems with the export of a catalog to an engine. */
export interface ExportProblems {
  'export-cannot': { engine: string; construct: ExportConstruct }
  /** The engine would need the secret in its folder. */
  'export-secret': { engine: string; algorithm: string }
  'export-no-algorithm': { source: string }
  /** The URL of the keys has a password or a query, which may be a secret. */
  'export-secret-url': { url: string }
  'export-no-routes': { file: string }
  /** A file that another program or person wrote. */
  'export-foreign': { file: string }
  /** A suite with a catalog of its own is about another policy. */
  'export-suite-catalog': { file: string; catalog: string }
  /** A note: tests that a set of scopes does not describe. */
  'export-suite-left': { file: string; count: number }
  /** A note: the engine denies them. */
  'export-undecided': { routes: readonly string[] }
}
