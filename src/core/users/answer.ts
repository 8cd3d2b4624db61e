import type { AnswerBase } from '../answer-base.js'
import type { HeldRole } from './held-roles.js'

/** The answers of `users list` and `users passwd`: a union by `did`. */
export type UsersAnswer = PasswdAnswer | ListAnswer

/** Somebody in the users file, and all the roles that they have. */
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
  /** Iterated over more than once, and produced again each time, since there may be very many. */
  readonly entries: Iterable<Listed>
  readonly counts: UserCounts
}

export interface UserCounts {
  readonly users: number
  readonly clients: number
}

/** A kind of its own, as it has formats of its own; in JSON it is called `users` too. */
export interface ConvertAnswer extends AnswerBase<'users convert'> {
  readonly did: 'convert'
  readonly to: string
  readonly counts: UserCounts
  /** The file's text, if it was not written to a file. */
  readonly text: Iterable<string> | undefined
  readonly written: string | undefined
  /** The file that was converted, if the new one is found beside it by its name: with both, neither counts. */
  readonly replaces: string | undefined
  readonly quiet: boolean
}

/** A password or a client's secret was set: says where, never the value. */
export interface PasswdAnswer extends AnswerBase<'users'> {
  readonly did: 'passwd'
  readonly of: 'user' | 'client'
  readonly name: string
  readonly file: string
}
