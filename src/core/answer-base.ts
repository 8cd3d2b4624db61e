import type { Outcome } from './errors.js'
import type { Problem } from './problem.js'

/** The files that an answer is based on, as the user would write their paths. */
export interface FilesUsed {
  readonly catalog?: string | undefined
  readonly users?: string | undefined
  readonly key?: string | undefined
  /** For a raw secret: its length in bytes, which shows whether a line end or a quote was included. */
  readonly secretBytes?: number | undefined
}

/** What every command's answer has in addition to its own facts. `kind` names the command. */
export interface AnswerBase<K extends string> {
  readonly kind: K
  readonly outcome: Outcome
  readonly notes: readonly Problem[]
  readonly files: FilesUsed
  /** Additional reports of the same answer. */
  readonly writes?: readonly Write[] | undefined
  /** The file for what would be printed on stdout otherwise. */
  readonly output?: Write | undefined
}

/** A report to write to a file, in one of the command's formats. */
export interface Write {
  readonly format: string
  readonly file: string
}

/** The subject of the answer, for reports: `name` is null for anonymous, and for bare scopes. */
export interface SubjectShown {
  readonly kind: 'user' | 'client' | 'role' | 'scopes' | 'anonymous' | 'token'
  readonly name: string | null
  /** Where a token came from: `stdin`, `env:NAME`, `file:PATH`, `argument`; otherwise the flag. */
  readonly source: string
}
