import type { Route } from '../catalog/model.js'
import type { CallChange, Group } from './counts.js'
import type { Decided } from './decided.js'
import { EXAMPLES, type Example } from './example.js'

export interface GroupSeen extends Group {
  readonly examples: readonly Example[]
  /** How often the catalog gave each reason, if the calls are refused. */
  readonly reasons: Readonly<Record<string, number>>
}

/** Beyond that, calls are only counted as a whole. */
const MOST = 50_000

type ByClient = Map<string | null, Tallied>
type ByRole = Map<string | null, ByClient>
interface Tallied extends Omit<GroupSeen, 'calls' | 'examples' | 'reasons'> {
  calls: number
  readonly examples: Example[]
  readonly reasons: Record<string, number>
}

/** Newly refused and newly allowed calls by route, role and client. */
export class Groups {
  /** Calls that are in no group. */
  left = 0
  #size = 0
  readonly #by: Readonly<Record<CallChange, Map<string | null, ByRole>>> = {
    'newly-refused': new Map(),
    'newly-allowed': new Map(),
  }

  add(
    change: CallChange,
    { route, holder, reason }: Decided,
    client: string | null,
    example: () => Example,
  ): void {
    const group = this.#group(change, route, holder.label, client)
    if (!group) {
      this.left++
      return
    }
    group.calls++
    if (reason !== undefined) group.reasons[reason] = (group.reasons[reason] ?? 0) + 1
    if (group.examples.length < EXAMPLES) group.examples.push(example())
  }

  #group(
    change: CallChange,
    of: Pick<Route, 'name'> | undefined,
    role: string | null,
    client: string | null,
  ): Tallied | undefined {
    const route = of?.name ?? null
    const byRole = within(this.#by[change], route, () => new Map())
    const byClient = within(byRole, role, (): ByClient => new Map())
    const found = byClient.get(client)
    if (found || this.#size >= MOST) return found
    this.#size++
    const made = { change, route, role, client, calls: 0, examples: [], reasons: {} }
    byClient.set(client, made)
    return made
  }

  /** In the order of their first calls, by route, role and client: when restored, new ones follow as they would have. */
  get all(): GroupSeen[] {
    const routes = Object.values(this.#by).flatMap((each) => [...each.values()])
    return routes.flatMap((each) => [...each.values()]).flatMap((each) => [...each.values()])
  }

  restore(groups: readonly GroupSeen[], left: number): void {
    this.left = left
    for (const { change, route, role, client, calls, examples, reasons } of groups) {
      const of = route === null ? undefined : { name: route }
      const group = this.#group(change, of, role, client)
      if (!group) continue
      group.calls = calls
      group.examples.push(...examples)
      Object.assign(group.reasons, reasons)
    }
  }
}

function within<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key)
  if (found !== undefined) return found
  const made = make()
  map.set(key, made)
  return made
}
