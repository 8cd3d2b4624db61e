/** CR without LF, U+0085, U+2028, U+2029: line ends to some parsers, and to others characters like any other. */
export type StrayLineEnd = 'CR' | 'NEL' | 'LS' | 'PS'

/** Problems of reading and writing files as such: not there, too big, not YAML, not JSON; and of what comes in by stdin and environment. */
export interface FileProblems {
  /** `by`: the flag or setting that names it. */
  'file-missing': { file: string; by?: string | undefined }
  /** `why`: the system's code, such as EACCES. */
  'file-unreadable': { file: string; why: string }
  'file-not-regular': { file: string; kind: 'folder' | 'pipe' | 'device' | 'socket' }
  'file-loop': { file: string }
  /** `limit` in bytes. */
  'file-too-big': { file: string; limit: number }
  'file-not-utf8': { file: string; looks?: 'UTF-16' | 'UTF-32' | undefined }
  'file-empty': { file: string }
  'file-not-map': { file: string; found: string }
  /** `character` as U+0000 (half a surrogate pair: U+D800); `escaped`: it was written as an escape inside quotes. */
  'bad-character': { character: string; escaped: boolean }
  'stray-line-end': { character: StrayLineEnd }
  'too-many-problems': { file: string; more: number }

  /** `slip`: the line looks like a list of routes in brackets, where `{id}` opens a map. */
  'yaml-syntax': { what: string; slip: boolean }
  'yaml-directive': { directive: string }
  'yaml-second-document': { file: string }
  'yaml-anchor': { name: string }
  'yaml-alias': { name: string }
  'yaml-tag': { tag: string }
  'yaml-merge-key': { key: string }
  /** Inside brackets: unquoted text that begins with `?`, a name without a value; `cut-off`: a block text without a last line end. */
  'yaml-ambiguous': { text: string; why: 'question-mark' | 'no-value' | 'cut-off' }
  /** `found`: the character that does not fit, nothing at the end of the text. */
  'json-syntax': { found: string | undefined }
  /** `reads`: what YAML makes of the unquoted name. */
  'name-not-string': { name: string; reads: 'null' | 'true or false' | 'a number' }
  'name-not-scalar': { found: 'list' | 'map' }
  /** `line`: where the name stood first, if that is known. */
  'duplicate-name': { name: string; line: number | undefined }
  'number-too-big': { text: string }
  /** YAML, or a cell of CSV that is read like it; `quoted`: how it is written as text. */
  'ambiguous-number': { text: string; quoted: string }
  'nested-too-deep': { limit: number }
  'too-many-values': { limit: number }

  /** `suggestion`: a file that was passed by, and would need another name. */
  'catalog-missing': { from: string; to: string; suggestion?: string | undefined }
  'two-files': { files: readonly [string, string]; flag: string }
  'folder-gone': { why: string }

  /** `force`: whether the command has a flag to overwrite it. */
  'file-exists': { file: string; force: boolean }
  'file-is-symlink': { file: string }
  'file-unwritable': { file: string; why: string }

  'stdin-silent': { awaited: string }
  'stdin-too-big': { limit: number }
  'stdin-not-utf8': { line: number }

  /** Not repeated: `env:$SECRET` in a shell makes a name of the secret itself. */
  'env-bad-name': Record<never, never>
  /** `envFile`: the file that was looked at as well; `inDotEnv`: it, or `suggestion`, is in ./.env, which was not. */
  'env-unset': {
    name: string
    envFile?: string | undefined
    inDotEnv: boolean
    suggestion: string | undefined
  }
  'env-empty': { name: string; envFile?: string | undefined }
}
