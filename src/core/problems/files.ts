/**
 * Problems with reading and writing files: missing, too big, already existing; and with input from stdin and the
 * environment.
 */
export interface FileProblems {
  /** `by`: the flag or setting that names it. */
  'file-missing': { file: string; by?: string | undefined }
  /** `why`: the system's code, such as EACCES. */
  'file-unreadable': { file: string; why: string }
  'file-not-regular': { file: string; kind: 'folder' | 'pipe' | 'device' | 'socket' }
  'file-loop': { file: string }
  'not-a-folder': { file: string; by: string }
  /** `limit` in bytes. */
  'file-too-big': { file: string; limit: number }
  /** A file that was not written, since it could not be read again; `size` and `limit` in bytes. */
  'text-too-big': { file: string; size: number; limit: number }
  'file-not-utf8': { file: string; looks?: 'UTF-16' | 'UTF-32' | undefined }
  'file-empty': { file: string }
  'file-not-map': { file: string; found: string }
  'too-many-problems': { file: string; more: number }

  /** Reading it would take more memory than Node may use; `limit` in megabytes. */
  'document-memory': { file: string; limit: number; of: 'document' | 'users' }

  /** `suggestion`: a file that was skipped, and needs another name to be found. */
  'catalog-missing': { from: string; to: string; suggestion?: string | undefined }
  /** One of two is empty: a shell has just created it for a redirect. `users`: they are users files. */
  'empty-second-file': { empty: string; file: string; users: boolean }
  'two-files': { files: readonly [string, string]; flag: string }
  'folder-gone': { why: string }
  /** The answer could not be written to stdout, for a reason other than a closed pipe. `why` as above. */
  'output-lost': { why: string }

  /** `force`: whether the command has a flag to overwrite it. */
  'file-exists': { file: string; force: boolean }
  'file-is-symlink': { file: string }
  'file-unwritable': { file: string; why: string }

  'stdin-silent': { awaited: string }
  'stdin-too-big': { limit: number }
  'stdin-not-utf8': { line: number }
  'queries-not-utf8': { file: string; line: number }
  /** `file`: undefined for stdin. */
  'query-too-long': { file?: string; line: number; limit: number }

  /** The name is not shown: with `env:$SECRET` the shell turns the secret itself into the name. */
  'env-bad-name': Record<never, never>
  /** `envFile`: the file that was also read; `inDotEnv`: it, or `suggestion`, is in ./.env, which was not read. */
  'env-unset': {
    name: string
    envFile?: string | undefined
    inDotEnv: boolean
    suggestion: string | undefined
  }
  'env-empty': { name: string; envFile?: string | undefined }
}
