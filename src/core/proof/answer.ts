import type { AnswerBase } from '../answer-base.js'
import type { Proof } from './proof.js'

/** What `prove` found, one proof for each statement. */
export interface ProveAnswer extends AnswerBase<'prove'> {
  readonly proofs: readonly Proof[]
}
