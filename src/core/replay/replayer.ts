import type { Catalog } from '../catalog/model.js'
import type { CallFault } from '../problems/replay.js'
import type { JsonObject } from '../token/model.js'
import type { Users } from '../users/model.js'
import { CallJudge, isHolder } from './decided.js'
import type { Known } from './holder.js'
import type { CallPlace, CallRecord } from './record.js'
import { Tally } from './tally.js'

/** A catalog and its users, of the working tree or of a revision. */
export interface Ruling {
  readonly catalog: Catalog
  readonly users: Users
}

/** Judges the calls of a log one after the other (docs/replay.md). */
export class Replayer {
  readonly #now: CallJudge
  readonly #older: CallJudge | undefined
  readonly tally: Tally

  constructor(now: Ruling, older: Ruling | undefined) {
    this.#now = new CallJudge(now.catalog, now.users)
    this.#older = older && new CallJudge(older.catalog, older.users)
    this.tally = new Tally(now.catalog)
  }

  /**
   * Counts a call. A fault means that it is not counted.
   * @param caller its caller, with a verified token in place of a text
   */
  add(call: CallRecord, caller: Known, place: CallPlace): CallFault | undefined {
    const found = this.#now.holderOf(caller)
    const before = this.#older?.holderOf(caller)
    // A name that only one of the two catalogs has is nobody in the other one.
    if (!isHolder(found) && !(found.is === 'unknown' && before && isHolder(before))) return found
    const holder = isHolder(found) ? found : this.#now.holders.nobody
    const now = this.#now.decide(call.method, call.path, holder)
    const older = this.#older?.decide(
      call.method,
      call.path,
      before && isHolder(before) ? before : this.#older.holders.nobody,
    ).answer
    this.tally.add(call, place, now, { older, client: call.client ?? clientIn(caller) })
    return undefined
  }
}

function clientIn(caller: Known): string | undefined {
  if (caller.kind === 'claims') return clientOf(caller.claims)
  return caller.kind === 'accepted' ? clientOf(caller.token.claims) : undefined
}

/** RFC 9068 §2.2; `azp` is OpenID Connect's. */
function clientOf(claims: JsonObject): string | undefined {
  for (const name of ['client_id', 'azp']) {
    const value = Object.hasOwn(claims, name) ? claims[name] : undefined
    if (typeof value === 'string') return value
  }
  return undefined
}
