import { option } from '../../report/shell.js'
import type { Flags } from '../line.js'

/** What there is to know of a command, and of where its line was typed. */
export interface Typed {
  readonly command: string
  /** The word that was typed instead of the command, if it differs. */
  readonly word?: string
  readonly flags: Flags
  /** How many arguments it takes. */
  readonly most: number
  /** Something comes down a pipe: the subject may be there. */
  readonly piped: boolean
  /** The flag for somebody of this name, if there is such; left out: `--user`. */
  readonly subjectFlag?: SubjectFlag | undefined
}

export type SubjectFlag = (
  name: string,
  files: { readonly catalog: string | undefined; readonly usersFile: string | undefined },
) => string | undefined

/** A line in pieces, while it is made into another. */
export interface Line {
  readonly flags: { name: string; value: string | undefined }[]
  readonly operands: string[]
  /** How many arguments come before the first --need, if there is one. */
  beforeNeed?: number
}

/** The words of a flag, its value attached where it looks like a flag itself. */
export const wordsOf = ({ name, value }: Line['flags'][number]): string[] =>
  value === undefined ? [name] : option(name, value)
