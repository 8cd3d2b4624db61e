import type { Catalog, Route } from '../catalog/model.js'
import { tokenAlternatives } from '../catalog/requirement.js'
import type { Location } from '../problem.js'
import type { Holder } from './holder.js'

/** A scope that a role lists, and that no call used. */
export interface UnusedGrant {
  readonly role: string
  readonly scope: string
  readonly at: Location | undefined
}

/** The grants that calls used (docs/replay.md): the scopes of each role, and those that may be from any role. */
export class Usage {
  readonly #catalog: Catalog
  readonly #byRole = new Map<string, Set<string>>()
  readonly #loose = new Set<string>()
  /** What was counted already; callers are shared, so most calls are. */
  readonly #counted = new WeakMap<Holder, Set<Route>>()

  constructor(catalog: Catalog) {
    this.#catalog = catalog
  }

  /** Counts a call that was allowed, unless the same was counted before. */
  add(holder: Holder, route: Route): void {
    const counted = this.#counted.get(holder) ?? new Set()
    if (counted.has(route)) return
    counted.add(route)
    this.#counted.set(holder, counted)
    for (const name of scopesUsed(route, holder.held)) {
      if (holder.loose.has(name)) this.#loose.add(name)
      for (const role of holder.roles) this.#ofRole(role).add(name)
    }
  }

  #ofRole(role: string): Set<string> {
    const found = this.#byRole.get(role) ?? new Set()
    this.#byRole.set(role, found)
    return found
  }

  /** In the order of the catalog. */
  unused(): UnusedGrant[] {
    const { roles, implied } = this.#catalog
    // A scope is also used by whoever has a role that copies it.
    const used = new Map<string, Set<string>>([...roles.keys()].map((role) => [role, new Set()]))
    for (const [role, names] of this.#byRole) {
      for (const each of this.#reach(role)) for (const name of names) used.get(each)?.add(name)
    }
    const unused: UnusedGrant[] = []
    for (const role of roles.values()) {
      for (const scope of role.scopes) {
        const gives = [...(implied.get(scope) ?? [scope])]
        const isUsed = gives.some((name) => this.#loose.has(name) || used.get(role.name)?.has(name))
        if (!isUsed) unused.push({ role: role.name, scope, at: role.at })
      }
    }
    return unused
  }

  /** The role and everything that it extends. */
  #reach(role: string): ReadonlySet<string> {
    const all = new Set([role])
    for (const name of all)
      for (const next of this.#catalog.roles.get(name)?.extends ?? []) all.add(next)
    return all
  }

  save(): UsageState {
    return {
      roles: [...this.#byRole].map(([role, names]) => [role, [...names]]),
      loose: [...this.#loose],
    }
  }

  restore({ roles, loose }: UsageState): void {
    for (const [role, names] of roles) for (const name of names) this.#ofRole(role).add(name)
    for (const name of loose) this.#loose.add(name)
  }
}

export interface UsageState {
  readonly roles: readonly (readonly [string, readonly string[]])[]
  readonly loose: readonly string[]
}

/** The scopes of all alternatives that are satisfied: no grant is called unused because there is another way in. */
function scopesUsed({ requirement }: Route, held: ReadonlySet<string>): Set<string> {
  const met = tokenAlternatives(requirement).filter((all) => all.every((name) => held.has(name)))
  return new Set(met.flat())
}
