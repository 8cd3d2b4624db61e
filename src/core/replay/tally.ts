import type { Catalog } from '../catalog/model.js'
import { redact } from '../secrets/redact.js'
import { Clients, type ClientsState } from './clients.js'
import {
  ANSWERS,
  BASELINES,
  baselineOf,
  CALL_CHANGES,
  type CallAnswer,
  type Counts,
  changeOf,
  type Group,
} from './counts.js'
import type { Decided } from './decided.js'
import type { CallPlace, CallRecord } from './record.js'
import { Usage, type UsageState } from './usage.js'

/** A call to show. Never its token, claims or user. */
export interface Example extends CallPlace {
  readonly method: string
  /** Without what may be a secret. */
  readonly path: string
  readonly status: number | null
}

export interface GroupSeen extends Group {
  readonly examples: readonly Example[]
  /** How often the catalog gave each reason, if the calls are refused. */
  readonly reasons: Readonly<Record<string, number>>
}

/** Calls that the catalog does not answer. */
export interface Unanswered {
  readonly answer: CallAnswer
  readonly method: string
  /** The name of the undecided route, or the path with what looks like an id as `{id}`. */
  readonly path: string
  readonly calls: number
  readonly examples: readonly Example[]
}

const EXAMPLES = 3
/** Beyond that, calls are still counted in `counts`. */
const MOST_GROUPS = 50_000
const MOST_PATHS = 1000

type Mutable<T> = { -readonly [K in keyof T]: T[K] }
interface GroupTally extends Omit<Mutable<GroupSeen>, 'examples' | 'reasons'> {
  readonly examples: Example[]
  readonly reasons: Record<string, number>
}
interface PathTally extends Omit<Mutable<Unanswered>, 'examples'> {
  readonly examples: Example[]
}

/** All that is known after some of the lines. Its size does not depend on their number. */
export class Tally {
  #lines = 0
  #viewsDiffer = 0
  #groupsLeft = 0
  #pathsLeft = 0
  readonly #answers = zeros(ANSWERS)
  readonly #baselines = zeros(BASELINES)
  readonly #changes = zeros(CALL_CHANGES)
  readonly #groups = new Map<string, GroupTally>()
  readonly #paths = new Map<string, PathTally>()
  readonly #undeclared = new Set<string>()
  #from: number | undefined
  #to: number | undefined
  readonly usage: Usage
  readonly clients = new Clients()

  constructor(catalog: Catalog) {
    this.usage = new Usage(catalog)
  }

  /** @param client the name in the log, or in the claims */
  add(call: CallRecord, place: CallPlace, now: Decided, more: Beside): void {
    const { status, time } = call
    const { older, client } = more
    const byStatus = baselineOf(status)
    this.#lines++
    this.#answers[now.answer]++
    this.#baselines[older === undefined ? byStatus : older === 'allowed' ? 'passed' : 'refused']++
    if (now.viewsDiffer) this.#viewsDiffer++
    if (time !== undefined) this.#within(time)
    const change = changeOf(now.answer, { status: byStatus, older })
    if (change) {
      this.#changes[change]++
      const route = now.route?.name ?? null
      this.#group({ change, route, role: now.holder.label, client: client ?? null }, now, () =>
        exampleOf(call, place),
      )
    }
    const { route, holder } = now
    for (const name of holder.undeclared) if (this.#undeclared.size < 20) this.#undeclared.add(name)
    const isAnswered = now.answer === 'allowed' || now.answer === 'refused'
    if (!isAnswered) this.#path(call, now, () => exampleOf(call, place))
    const used = now.answer === 'allowed' && byStatus !== 'refused' ? route : undefined
    if (used) this.usage.add(holder, used)
    if (client !== undefined) this.clients.add(client, holder, used)
  }

  #within(time: number): void {
    this.#from = Math.min(this.#from ?? time, time)
    this.#to = Math.max(this.#to ?? time, time)
  }

  #group(of: Omit<Group, 'calls'>, { reason }: Decided, example: () => Example): void {
    const key = JSON.stringify([of.change, of.route, of.role, of.client])
    let group = this.#groups.get(key)
    if (!group) {
      if (this.#groups.size >= MOST_GROUPS) {
        this.#groupsLeft++
        return
      }
      group = { ...of, calls: 0, examples: [], reasons: {} }
      this.#groups.set(key, group)
    }
    group.calls++
    if (reason !== undefined) group.reasons[reason] = (group.reasons[reason] ?? 0) + 1
    if (group.examples.length < EXAMPLES) group.examples.push(example())
  }

  #path({ method, path }: CallRecord, { answer, route }: Decided, example: () => Example): void {
    const shown = route?.template ?? withIds(path)
    const by = route?.method ?? method
    const key = `${answer} ${by} ${shown}`
    let tally = this.#paths.get(key)
    if (!tally) {
      if (this.#paths.size >= MOST_PATHS) {
        this.#pathsLeft++
        return
      }
      tally = { answer, method: by, path: shown, calls: 0, examples: [] }
      this.#paths.set(key, tally)
    }
    tally.calls++
    if (tally.examples.length < EXAMPLES) tally.examples.push(example())
  }

  get counts(): Counts {
    return {
      lines: this.#lines,
      answers: this.#answers,
      baselines: this.#baselines,
      changes: this.#changes,
    }
  }

  get groups(): GroupSeen[] {
    return [...this.#groups.values()].sort((a, b) => b.calls - a.calls)
  }

  get unanswered(): Unanswered[] {
    return [...this.#paths.values()].sort((a, b) => b.calls - a.calls)
  }

  get facts(): TallyFacts {
    return {
      viewsDiffer: this.#viewsDiffer,
      groupsLeft: this.#groupsLeft,
      pathsLeft: this.#pathsLeft,
      clientsLeft: this.clients.left,
      undeclared: [...this.#undeclared],
      from: this.#from ?? null,
      to: this.#to ?? null,
    }
  }

  save(): TallyState {
    const { counts, facts } = this
    const groups = [...this.#groups.values()]
    const paths = [...this.#paths.values()]
    return {
      ...{ counts, facts, groups, paths },
      usage: this.usage.save(),
      clients: this.clients.save(),
    }
  }

  restore({ counts, facts, groups, paths, usage, clients }: TallyState): void {
    this.#lines = counts.lines
    Object.assign(this.#answers, counts.answers)
    Object.assign(this.#baselines, counts.baselines)
    Object.assign(this.#changes, counts.changes)
    this.#viewsDiffer = facts.viewsDiffer
    this.#groupsLeft = facts.groupsLeft
    this.#pathsLeft = facts.pathsLeft
    for (const name of facts.undeclared) this.#undeclared.add(name)
    this.#from = facts.from ?? undefined
    this.#to = facts.to ?? undefined
    for (const { change, route, role, client, ...seen } of groups) {
      const group = { change, route, role, client, ...seen }
      this.#groups.set(JSON.stringify([change, route, role, client]), {
        ...group,
        examples: [...group.examples],
        reasons: { ...group.reasons },
      })
    }
    for (const each of paths)
      this.#paths.set(`${each.answer} ${each.method} ${each.path}`, {
        ...each,
        examples: [...each.examples],
      })
    this.usage.restore(usage)
    this.clients.restore(clients)
  }
}

/** What is known of a call besides the answer. */
export interface Beside {
  /** The answer of the older catalog, with --against. */
  readonly older: CallAnswer | undefined
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

export interface TallyState {
  readonly counts: Counts
  readonly facts: TallyFacts
  readonly groups: readonly GroupSeen[]
  readonly paths: readonly Unanswered[]
  readonly usage: UsageState
  readonly clients: ClientsState
}

const zeros = <K extends string>(keys: readonly K[]): Record<K, number> =>
  Object.fromEntries(keys.map((key) => [key, 0])) as Record<K, number>

const exampleOf = ({ method, path, status }: CallRecord, { file, line }: CallPlace): Example => ({
  ...{ file, line, method, status: status ?? null },
  path: redact(path).slice(0, 200),
})

/** Numbers, UUIDs and long hexadecimal words. */
const ID = /^(?:\d+|[0-9a-fA-F-]{16,})$/

const withIds = (path: string): string =>
  redact(path)
    .split('/')
    .map((segment) => (ID.test(segment) ? '{id}' : segment))
    .join('/')
    .slice(0, 200)
