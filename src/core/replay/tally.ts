import type { Catalog } from '../catalog/model.js'
import { Clients, type ClientsState } from './clients.js'
import {
  ANSWERS,
  BASELINES,
  baselineOf,
  CALL_CHANGES,
  type CallAnswer,
  type Counts,
  changeOf,
  comparedBy,
} from './counts.js'
import type { Decided } from './decided.js'
import { exampleOf, shownName } from './example.js'
import { type GroupSeen, Groups } from './groups.js'
import type { CallPlace, CallRecord } from './record.js'
import { type Unanswered, UnansweredPaths } from './unanswered.js'
import { Usage, type UsageState } from './usage.js'

/** What is known of a call besides the answer. */
export interface Beside {
  /** The answer of the older catalog, with --against. */
  readonly older: CallAnswer | undefined
  /** The name in the log, or in the claims. */
  readonly client: string | undefined
}

export interface TallyFacts {
  /** Calls that the two ways of comparing scopes answer differently. */
  readonly viewsDiffer: number
  /** Calls that are in no group, path or client, because there are too many of these. */
  readonly groupsLeft: number
  readonly pathsLeft: number
  readonly clientsLeft: number
  readonly undeclared: readonly string[]
  /** The times of the earliest and the latest call. */
  readonly from: number | null
  readonly to: number | null
}

/** A tally as JSON, to go on from. */
export interface TallyState {
  readonly counts: Counts
  readonly compared: number
  readonly facts: TallyFacts
  readonly groups: readonly GroupSeen[]
  readonly paths: readonly Unanswered[]
  readonly usage: UsageState
  readonly clients: ClientsState
}

const MOST_UNDECLARED = 20

/** All that is known after some of the lines. Its size does not depend on their number. */
export class Tally {
  #lines = 0
  /** Calls that could have shown a change. */
  compared = 0
  #viewsDiffer = 0
  #from: number | null = null
  #to: number | null = null
  readonly #answers = zeros(ANSWERS)
  readonly #baselines = zeros(BASELINES)
  readonly #changes = zeros(CALL_CHANGES)
  readonly #undeclared = new Set<string>()
  readonly #groups = new Groups()
  readonly #paths = new UnansweredPaths()
  readonly usage: Usage
  readonly clients = new Clients()

  constructor(catalog: Catalog) {
    this.usage = new Usage(catalog)
  }

  add(call: CallRecord, place: CallPlace, now: Decided, { older, client: named }: Beside): void {
    const { answer, route, holder } = now
    // A field that was mapped by mistake may contain a token.
    const client = named === undefined ? undefined : shownName(named)
    const status = baselineOf(call.status)
    this.#lines++
    this.#answers[answer]++
    this.#baselines[older === undefined ? status : older === 'allowed' ? 'passed' : 'refused']++
    if (now.viewsDiffer) this.#viewsDiffer++
    if (call.time !== undefined) this.#within(call.time)
    const example = () => exampleOf(call, place)
    if (comparedBy(answer, { status, older })) this.compared++
    const change = changeOf(answer, { status, older })
    if (change) {
      this.#changes[change]++
      this.#groups.add(change, now, client ?? null, example)
    }
    for (const name of holder.undeclared)
      if (this.#undeclared.size < MOST_UNDECLARED) this.#undeclared.add(shownName(name))
    if (answer !== 'allowed' && answer !== 'refused') this.#paths.add(call, now, example)
    const used = answer === 'allowed' && status !== 'refused' ? route : undefined
    if (used) this.usage.add(holder, used)
    if (client !== undefined) this.clients.add(client, holder, used)
  }

  #within(time: number): void {
    this.#from = Math.min(this.#from ?? time, time)
    this.#to = Math.max(this.#to ?? time, time)
  }

  get counts(): Counts {
    return {
      lines: this.#lines,
      answers: this.#answers,
      baselines: this.#baselines,
      changes: this.#changes,
    }
  }

  /** The most calls first. */
  get groups(): readonly GroupSeen[] {
    return this.#groups.all.sort(mostCalls)
  }

  /** The most calls first. */
  get unanswered(): readonly Unanswered[] {
    return this.#paths.all.sort(mostCalls)
  }

  get facts(): TallyFacts {
    return {
      viewsDiffer: this.#viewsDiffer,
      groupsLeft: this.#groups.left,
      pathsLeft: this.#paths.left,
      clientsLeft: this.clients.left,
      undeclared: [...this.#undeclared],
      from: this.#from,
      to: this.#to,
    }
  }

  save(): TallyState {
    const { counts, compared, facts } = this
    const [groups, paths] = [this.#groups.all, this.#paths.all]
    const [usage, clients] = [this.usage.save(), this.clients.save()]
    return { counts, compared, facts, groups, paths, usage, clients }
  }

  restore({ counts, compared, facts, groups, paths, usage, clients }: TallyState): void {
    this.compared = compared
    this.#lines = counts.lines
    Object.assign(this.#answers, counts.answers)
    Object.assign(this.#baselines, counts.baselines)
    Object.assign(this.#changes, counts.changes)
    this.#viewsDiffer = facts.viewsDiffer
    for (const name of facts.undeclared) this.#undeclared.add(name)
    this.#from = facts.from
    this.#to = facts.to
    this.#groups.restore(groups, facts.groupsLeft)
    this.#paths.restore(paths, facts.pathsLeft)
    this.usage.restore(usage)
    this.clients.restore(clients)
  }
}

const mostCalls = (a: Pick<GroupSeen, 'calls'>, b: Pick<GroupSeen, 'calls'>): number =>
  b.calls - a.calls

const zeros = <K extends string>(keys: readonly K[]): Record<K, number> =>
  Object.fromEntries(keys.map((key) => [key, 0])) as Record<K, number>
