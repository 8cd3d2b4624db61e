type Routes = { readonly routes: readonly string[] }

/** Problems with writing a catalog's requirements into an OpenAPI document. */
export interface MergeProblems {
  /** Some paths are not below the `base_path` of the catalog. */
  'export-full-paths': { prefix: string }
  'export-unknown': Routes
  'export-missing': Routes
  'export-unwritten': Routes
  'export-shared': Routes
  'export-layout': { file: string; routes: readonly string[] }
  'export-unplaced': { what: string }
  'export-undeclared': { scheme: string; scopes: readonly string[] }
  'export-has-scheme': { scheme: string }
  'export-comments-lost': Record<string, never>
}
