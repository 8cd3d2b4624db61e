import type { AnswerBase } from '../answer-base.js'
import type { Route } from '../catalog/model.js'
import type { LockComparison } from './check.js'
import type { LockForm } from './form.js'

export interface LockRevision {
  /** For `diff`; undefined if no revision shows a difference. */
  readonly revision: string | undefined
  /** The lock has other entries than this revision, so that `diff` shows more or less than what changed since. */
  readonly otherEntries: boolean
}

export interface LockAnswer extends AnswerBase<'lock'> {
  readonly did: 'written' | 'unchanged' | 'checked'
  /** The path of the lock file, as the user would write it. */
  readonly lock: string
  readonly form: LockForm
  readonly counts: {
    readonly routes: number
    readonly roles: number
    readonly users: number
    readonly clients: number
  }
  /** Only for a check. */
  readonly comparison: LockComparison | undefined
  /** Where the comparison knows only a number: what to compare with instead. */
  readonly since?: LockRevision | undefined
  /** The undecided routes, and how many of these a check allows. */
  readonly undecided: readonly Pick<Route, 'name' | 'at'>[]
  readonly allowed: number
}
