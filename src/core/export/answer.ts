import type { AnswerBase } from '../answer-base.js'

/** A folder of configuration for an engine. */
export interface PolicyAnswer extends AnswerBase<'export'> {
  readonly engine: string
  /** The folder as the user wrote it. */
  readonly folder: string
  /** The files in it. */
  readonly written: readonly string[]
  readonly routes: number
  /** Those without a decision, which the engine denies. */
  readonly undecided: readonly string[]
  /** The command that starts the engine, in the folder. */
  readonly start: string
}
