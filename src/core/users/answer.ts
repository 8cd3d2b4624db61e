import type { AnswerBase } from '../answer-base.js'
import type { HeldRole } from './held-roles.js'

/** What `users` says: a union by `did`. */
export type UsersAnswer = PasswdAnswer | ListAnswer | ConvertAnswer

/** Somebody of the users file, and the roles that they have in the end. */
export interface Listed {
  readonly kind: 'user' | 'client'
  readonly name: string
  readonly roles: readonly HeldRole[]
  readonly scopes: readonly string[]
  readonly disabled: boolean
  readonly hasPassword: boolean
}

export interface ListAnswer extends AnswerBase<'users'> {
  readonly did: 'list'
  /** Walked over more than once; made anew each time, as there may be very many. */
  readonly entries: Iterable<Listed>
  readonly counts: UserCounts
}

export interface UserCounts {
  readonly users: number
  readonly clients: number
}

export interface ConvertAnswer extends AnswerBase<'users'> {
  readonly did: 'convert'
  readonly to: string
  readonly counts: UserCounts
  /** The file's text, where it was not written to a file. */
  readonly text: Iterable<string> | undefined
  readonly written: string | undefined
  readonly quiet: boolean
}

/** A password was set, or a client's secret: where, and never what. */
export interface PasswdAnswer extends AnswerBase<'users'> {
  readonly did: 'passwd'
  readonly of: 'user' | 'client'
  readonly name: string
  readonly file: string
}
