import type { AnswerBase } from '../answer.js'
import type { Change, ChangeKind } from './change.js'

export interface DiffAnswer extends AnswerBase<'diff'> {
  /** What was compared, as the user would name it: a file, a revision, or `working tree`. */
  readonly from: string
  readonly to: string
  readonly changes: readonly Change[]
  /** The kinds that fail, as asked for; [] where none does. */
  readonly failOn: readonly ChangeKind[]
}
