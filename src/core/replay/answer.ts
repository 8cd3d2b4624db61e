import type { AnswerBase } from '../answer-base.js'
import type { IdleScope } from './clients.js'
import type { CallChange, Counts } from './counts.js'
import type { GroupSeen } from './groups.js'
import type { TallyFacts } from './tally.js'
import type { Unanswered } from './unanswered.js'
import type { UnusedGrant } from './usage.js'

/** What `replay` found in the logs. */
export interface ReplayAnswer extends AnswerBase<'replay'> {
  readonly logs: readonly string[]
  /** `status`: each line's own; a revision; undefined if no line has a status. */
  readonly against: { readonly kind: 'status' | 'revision'; readonly revision: string | undefined }
  readonly counts: Counts
  /** Lines that could not be read, with --skip-invalid. */
  readonly skipped: number
  readonly groups: readonly GroupSeen[]
  readonly unanswered: readonly Unanswered[]
  readonly unused: readonly UnusedGrant[]
  readonly idle: readonly IdleScope[]
  readonly facts: TallyFacts
  /** With --format patch: what removes the unused grants from the catalog. */
  readonly patch?: string | undefined
  readonly failOn: readonly CallChange[]
}
