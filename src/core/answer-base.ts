import type { Outcome } from './errors.js'
import type { Problem } from './problem.js'

/** The files an answer rests on, as the user would name them. */
export interface FilesUsed {
  readonly catalog?: string | undefined
  readonly users?: string | undefined
  readonly key?: string | undefined
  /** Of a key that is a raw secret: how many bytes it has, and so whether a line end or a quote was counted. */
  readonly secretBytes?: number | undefined
}

/** What every command's answer carries beside its own facts. `kind` names the command. */
export interface AnswerBase<K extends string> {
  readonly kind: K
  readonly outcome: Outcome
  readonly notes: readonly Problem[]
  readonly files: FilesUsed
  /** Further reports of the same answer. */
  readonly writes?: readonly Write[] | undefined
}

/** A report that goes to a file, in one of the command's formats. */
export interface Write {
  readonly format: string
  readonly file: string
}

/** Of whom the answer is, for reports: `name` is null for nobody, and for bare scopes. */
export interface SubjectShown {
  readonly kind: 'user' | 'client' | 'role' | 'scopes' | 'anonymous' | 'token'
  readonly name: string | null
  /** Where a token came from: `stdin`, `env:NAME`, `file:PATH`, `argument`; for others the flag. */
  readonly source: string
}
