import type { AnswerBase } from '../answer-base.js'
import type { Change, ChangeKind } from './change.js'

export interface DiffAnswer extends AnswerBase<'diff'> {
  /** What was compared, as the user would name it: a file, a revision, or `working tree`. */
  readonly from: string
  readonly to: string
  readonly changes: readonly Change[]
  /** How many lines of a lock differ where `changes` has nothing to tell. */
  readonly unseen: number
  /** The kinds that fail, as asked for; [] where none does. */
  readonly failOn: readonly ChangeKind[]
}
