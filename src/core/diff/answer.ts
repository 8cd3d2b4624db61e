import type { AnswerBase } from '../answer-base.js'
import type { Change, ChangeKind } from './change.js'
import type { TokenChange } from './token-change.js'

export interface DiffAnswer extends AnswerBase<'diff'> {
  /** What was compared, as the user would write it: a file, a revision, or `working tree`. */
  readonly from: string
  readonly to: string
  readonly changes: readonly Change[]
  /** How many lines of a lock differ if `changes` is empty. */
  readonly unseen: number
  /** The requested kinds of change that fail; [] if none do. */
  readonly failOn: readonly ChangeKind[]
  /** With --any-token, in place of `changes`: the differences for every token that could exist. */
  readonly anyToken?: AnyToken | undefined
}

export interface AnyToken {
  readonly changes: readonly TokenChange[]
  /** How many routes the newer catalog has. */
  readonly routes: number
}
