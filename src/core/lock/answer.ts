import type { AnswerBase } from '../answer-base.js'
import type { Route } from '../catalog/model.js'
import type { LockComparison } from './check.js'

export interface LockAnswer extends AnswerBase<'lock'> {
  readonly did: 'written' | 'unchanged' | 'checked'
  /** The path of the lock file, as the user would write it. */
  readonly lock: string
  readonly counts: {
    readonly routes: number
    readonly roles: number
    readonly users: number
    readonly clients: number
  }
  /** Only for a check. */
  readonly comparison: LockComparison | undefined
  /** The revision whose `diff` shows what the comparison knows only as a number. */
  readonly since?: string | undefined
  /** The undecided routes, and how many of these a check allows. */
  readonly undecided: readonly Pick<Route, 'name' | 'at'>[]
  readonly allowed: number
}
