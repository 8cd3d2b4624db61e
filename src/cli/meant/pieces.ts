import type { Flags } from '../../core/command-line/line.js'
import { option } from '../../report/shell.js'

/** The command that was typed, and how. */
export interface Typed {
  readonly command: string
  /** The word that was typed instead of the command, if it differs. */
  readonly word?: string
  readonly flags: Flags
  /** What the line lacks. */
  readonly missing?: readonly string[]
  /** The number of arguments that it takes. */
  readonly most: number
  /** stdin is a pipe, which may contain the subject. */
  readonly piped: boolean
  /** The flag for somebody of this name, if there is such; left out: `--user`. */
  readonly subjectFlag?: SubjectFlag | undefined
  /** Whether the catalog declares the scope; left out: it does. */
  readonly isScope?: ((name: string, files: NamedFiles) => boolean) | undefined
}

/** The files that the line names. */
export interface NamedFiles {
  readonly catalog: string | undefined
  readonly usersFile: string | undefined
}

export type SubjectFlag = (name: string, files: NamedFiles) => string | undefined

/** A line in pieces, while it is made into another. */
export interface Line {
  readonly flags: { name: string; value: string | undefined }[]
  readonly operands: string[]
  /** The number of arguments before the first --need, if any. */
  beforeNeed?: number
  /** The file for stdout. */
  to?: string
}

/** The words of a flag, with the value attached if it looks like a flag itself. */
export const wordsOf = ({ name, value }: Line['flags'][number]): string[] =>
  value === undefined ? [name] : option(name, value)
