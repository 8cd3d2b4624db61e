import type { Suggestion } from '../coverage/model.js'
import type { SuggestLine } from '../coverage/report.js'
import type { Completeness } from './model.js'

/** What `test --complete` adds to its answer; nothing if a test already fails. */
export interface CompletenessReport extends Omit<Completeness, 'suggest'> {
  /** With --suggest: the missing tests are the answer. */
  readonly suggestions: readonly Suggestion[] | undefined
  readonly suggestLine: SuggestLine | undefined
}
