import type { AnswerBase } from '../../answer-base.js'
import type { DialectName } from './dialect.js'

/** The question of `replay` for calls in a table. */
export interface ReplaySqlAnswer extends AnswerBase<'replay sql'> {
  readonly dialect: DialectName
  readonly table: string
  /** How many routes are in it. */
  readonly routes: number
  readonly script: string
}
