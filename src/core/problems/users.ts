type Near = { readonly suggestion?: string | undefined }

/** Problems of users files that have a line for each entry (NDJSON, CSV), and of converting between the forms. */
export interface UsersProblems {
  /** `found`: what the line holds, where an object is due. */
  'record-not-map': { found: string }
  /** A line, or a row, has to name either a user or a client. */
  'record-unnamed': { both: boolean }
  /** `limit` in bytes. */
  'line-too-long': { line: number; limit: number }
  /** Another one, or another text, is there by that name than a moment ago. */
  'file-changed': { file: string }
  'csv-width': { cells: number; columns: number }
  'csv-no-name-column': Record<never, never>
  /** The first line may be a row, so what is in it is not repeated; `column`: the first one that is unknown, from 1. */
  'csv-no-header': { column: number }
  /** A password or secret in clear; or the columns are others than the header says. */
  'csv-not-hashed': Record<never, never>
  'csv-unknown-column': { column: string; columns: readonly string[] } & Near
  'csv-column-twice': { column: string }
  'csv-cell-not-json': { column: string; expected: 'list' | 'map' | 'text' }
  /** Such as an attribute called `client`, or a name with a line end in CSV. */
  'users-inexpressible': { name: string; kind: 'user' | 'client' | 'attribute'; to: string }
  'users-none': { catalog: string }
  /** Only YAML and JSON are edited in place. */
  'passwd-in-lines': { file: string; setting: 'password' | 'secret' }
  /** A warning: beside the catalog, under a name that is not looked for. */
  'users-not-read': { file: string }
  /** Notes. */
  'users-big-yaml': { file: string; users: number }
  'users-dropped': Record<never, never>
}
