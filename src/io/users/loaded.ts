import type { Problem } from '../../core/problem.js'
import type { Source } from '../../core/source.js'
import type { Users } from '../../core/users/model.js'
import type { Said } from './record.js'

/**
 * How much of a file of lines is read. true: all of it, at once; `named`: only what is needed for the users that are
 * looked up; `each`: all of it while the caller iterates over the users, keeping what it needs, and problems are thrown
 * at the end; `large`: all of it, at once, even if it is a document that other commands refuse for its size.
 */
export type UsersRead = true | 'named' | 'each' | 'large'

export interface LoadedUsers {
  /** Undefined if there is no catalog to check them against. */
  readonly users: Users | undefined
  readonly source: Source
  readonly entries: () => Iterable<Said>
  readonly notes: readonly Problem[]
}
