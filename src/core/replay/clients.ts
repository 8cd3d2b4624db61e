import type { Catalog, Route } from '../catalog/model.js'
import { tokenAlternatives } from '../catalog/requirement.js'
import { byCodeUnit } from '../word.js'
import type { Holder } from './holder.js'

/** A scope that a client holds, and the routes that need it, none of which the client called. */
export interface IdleScope {
  readonly client: string
  readonly scope: string
  /** In the order of the catalog. */
  readonly routes: readonly string[]
}

interface Seen {
  readonly held: Set<string>
  readonly called: Set<string>
  /** Those whose scopes were added in this run. */
  readonly holders: WeakSet<Holder>
}

/** Enough for the applications of an API; logs may put anything there. */
const MOST = 10_000

/** What each client holds, and which routes it called. */
export class Clients {
  readonly #seen = new Map<string, Seen>()
  /** Calls of clients beyond the most. */
  left = 0

  /** @param called the route, if the call was allowed */
  add(client: string, holder: Holder, called: Route | undefined): void {
    const seen = this.#seen.get(client) ?? this.#begin(client)
    if (!seen) {
      this.left++
      return
    }
    if (called) seen.called.add(called.name)
    if (seen.holders.has(holder)) return
    seen.holders.add(holder)
    for (const scope of holder.held) seen.held.add(scope)
  }

  #begin(client: string): Seen | undefined {
    if (this.#seen.size >= MOST) return undefined
    const seen: Seen = { held: new Set(), called: new Set(), holders: new WeakSet() }
    this.#seen.set(client, seen)
    return seen
  }

  /** By client, then scope, in code units. */
  idle(catalog: Catalog): IdleScope[] {
    const needing = routesByScope(catalog)
    const idle: IdleScope[] = []
    for (const [client, { held, called }] of [...this.#seen].sort(byName)) {
      for (const scope of [...held].sort(byCodeUnit)) {
        const routes = needing.get(scope) ?? []
        if (routes.length > 0 && !routes.some((route) => called.has(route)))
          idle.push({ client, scope, routes })
      }
    }
    return idle
  }

  save(): ClientsState {
    const seen = [...this.#seen].map(
      ([client, { held, called }]) => [client, [...held], [...called]] as const,
    )
    return { seen, left: this.left }
  }

  restore({ seen, left }: ClientsState): void {
    this.left = left
    for (const [client, held, called] of seen) {
      const begun = this.#begin(client)
      for (const scope of held) begun?.held.add(scope)
      for (const route of called) begun?.called.add(route)
    }
  }
}

export interface ClientsState {
  readonly seen: readonly (readonly [string, readonly string[], readonly string[]])[]
  readonly left: number
}

const byName = ([one]: readonly [string, Seen], [other]: readonly [string, Seen]): number =>
  byCodeUnit(one, other)

function routesByScope({ routes }: Catalog): ReadonlyMap<string, readonly string[]> {
  const needing = new Map<string, string[]>()
  for (const { name, requirement } of routes) {
    for (const scope of new Set(tokenAlternatives(requirement).flat())) {
      const found = needing.get(scope)
      if (found) found.push(name)
      else needing.set(scope, [name])
    }
  }
  return needing
}
