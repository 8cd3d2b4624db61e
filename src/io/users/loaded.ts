import type { Problem } from '../../core/problem.js'
import type { Source } from '../../core/source.js'
import type { Users } from '../../core/users/model.js'
import type { Said } from './record.js'

/**
 * How much of a file of lines is read. true: all of it, at once; `named`: as far as somebody is asked for; `each`: all
 * of it by whoever walks over the users, who keeps of them what they like, and hears at the end what is wrong.
 */
export type UsersRead = true | 'named' | 'each'

export interface LoadedUsers {
  /** Undefined where there is no catalog to hold them against. */
  readonly users: Users | undefined
  readonly source: Source
  readonly entries: () => Iterable<Said>
  readonly notes: readonly Problem[]
}
