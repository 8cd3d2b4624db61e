type Near = { readonly suggestion?: string | undefined }

/** A command that converts a users file to NDJSON. */
export interface Conversion {
  readonly catalog: string | undefined
  readonly usersFile: string | undefined
  readonly output: string
  /** What must refer to the new file afterwards, and by what name; undefined: it is found by its name. */
  readonly refer: { readonly by: 'flag' | 'setting'; readonly as: string } | undefined
}

/** Problems with users files that have one line per entry (NDJSON, CSV), and with converting between the forms. */
export interface UsersProblems {
  /** `found`: what the line has instead of an object. */
  'record-not-map': { found: string }
  /** A line or row must name either a user or a client. */
  'record-unnamed': { both: boolean }
  /** `limit` in bytes. */
  'line-too-long': { line: number; limit: number }
  /** The file was replaced or changed while it was being used. */
  'file-changed': { file: string }
  'csv-width': { cells: number; columns: number }
  'csv-no-name-column': Record<never, never>
  /** The first line may be a row, so its content is not shown; `column`: the first unknown one, counted from 1. */
  'csv-no-header': { column: number }
  /** A password or secret in plain text; or the columns do not match the header. */
  'csv-not-hashed': Record<never, never>
  'csv-unknown-column': { column: string; columns: readonly string[] } & Near
  'csv-column-twice': { column: string }
  'csv-cell-not-json': { column: string; expected: 'list' | 'map' | 'text' }
  /** For example an attribute called `client`, or a name with a line end in CSV. */
  'users-inexpressible': { name: string; kind: 'user' | 'client' | 'attribute'; to: string }
  'users-none': { catalog: string }
  /** A single document that would take too much memory. `convert`: undefined if there is no way to convert it. */
  'users-too-big': {
    file: string
    limit: number
    of: 'bytes' | 'values'
    convert: Conversion | undefined
    /** The revision that has the file, with the path of its catalog: nothing in it can be converted. */
    checkout?: { revision: string; catalog: string }
  }
  /** Users that were not written, since no command could read the file: it would have more than the limit. */
  'conversion-too-big': { to: string; limit: number; of: 'bytes' | 'values' }
  /** Only YAML and JSON are edited in place. */
  'passwd-in-lines': { file: string; setting: 'password' | 'secret' }
  /** A warning: a users file is next to the catalog, under a name that is not read. */
  'users-not-read': { file: string }
  /** Notes. */
  'users-big': { file: string; users: number; convert: Conversion | undefined }
  'users-dropped': Record<never, never>
}
