import type { Asking } from './check-answer.js'
import type { GlobalOptions, GoalOptions, KeyingOptions, SubjectOptions } from './shared-flags.js'

/** The flags of `check`, for one question and for each of a batch. */
export interface CheckOptions
  extends GlobalOptions,
    SubjectOptions,
    GoalOptions,
    KeyingOptions,
    Asking {
  atMost?: string
  batch?: string
}
