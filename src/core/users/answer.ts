import type { AnswerBase } from '../answer-base.js'
import type { Location } from '../problem.js'
import type { HeldRole } from './held-roles.js'

/** Somebody of the users file, and the roles that they have in the end. */
export interface Listed {
  readonly kind: 'user' | 'client'
  readonly name: string
  readonly roles: readonly HeldRole[]
  readonly scopes: readonly string[]
  readonly disabled: boolean
  readonly hasPassword: boolean
  /** Where its entry is; looked up when it is asked for. */
  place(): Location | undefined
}

/** A kind of its own, as it has formats of its own; JSON calls it `users`, as it does `convert`. */
export interface ListAnswer extends AnswerBase<'users list'> {
  readonly did: 'list'
  /** Iterated over more than once, and produced again each time, since there may be very many. */
  readonly entries: Iterable<Listed>
  readonly counts: UserCounts
}

export interface UserCounts {
  readonly users: number
  readonly clients: number
}

/** A kind of its own, for the same reason. */
export interface ConvertAnswer extends AnswerBase<'users convert'> {
  readonly did: 'convert'
  readonly to: string
  readonly counts: UserCounts
  /** The file's text, if it was not written to a file. */
  readonly text: Iterable<string> | undefined
  readonly written: string | undefined
  /** The converted file, if the new one is also found by name in its folder: with both, neither counts. */
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
