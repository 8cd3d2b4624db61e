import type { AnswerBase } from '../answer.js'

/** A password was set, or a client's secret: where, and never what. */
export interface UsersAnswer extends AnswerBase<'users'> {
  readonly did: 'passwd'
  readonly of: 'user' | 'client'
  readonly name: string
  readonly file: string
}
