import type { Catalog, Route } from '../catalog/model.js'
import type { CallFault } from '../problems/replay.js'
import type { Users } from '../users/model.js'
import type { CallAnswer } from './counts.js'
import { type Holder, Holders, type Known } from './holder.js'
import { routeFinder } from './routes.js'

/** What a catalog answers to a call. */
export interface Decided {
  readonly answer: CallAnswer
  /** Set if one route matches, undecided ones included. */
  readonly route: Route | undefined
  readonly holder: Holder
  /** Why it is refused. */
  readonly reason: string | undefined
  readonly viewsDiffer: boolean
}

/** A catalog with its users, for any number of calls. */
export class CallJudge {
  readonly #find: ReturnType<typeof routeFinder>
  readonly holders: Holders

  constructor(catalog: Catalog, users: Users) {
    this.#find = routeFinder(catalog)
    this.holders = new Holders(catalog, users)
  }

  holderOf(caller: Known): Holder | CallFault {
    return this.holders.of(caller)
  }

  /** @param path not yet canonical */
  decide(method: string, path: string, holder: Holder): Decided {
    const { unanswered, route } = this.#find(method, path)
    if (unanswered !== undefined)
      return { answer: unanswered, route, holder, reason: undefined, viewsDiffer: false }
    const { status, reason, views } = holder.decide(route)
    const answer = status === 200 ? 'allowed' : 'refused'
    return { answer, route, holder, reason, viewsDiffer: views !== undefined }
  }
}

export const isHolder = (found: Holder | CallFault): found is Holder => 'held' in found
