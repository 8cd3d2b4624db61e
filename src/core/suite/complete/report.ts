import type { SuggestLine } from '../coverage/report.js'
import type { Completeness } from './model.js'

/** What `test --complete` adds to its answer; nothing if a test already fails. */
export interface CompletenessReport extends Completeness {
  /** With --suggest: the missing tests are the answer. */
  readonly isSuggested: boolean
  readonly suggestLine: SuggestLine | undefined
}
