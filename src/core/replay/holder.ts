import type { Catalog, Route } from '../catalog/model.js'
import { close } from '../catalog/reach.js'
import { NO_TOKEN, type Presented } from '../decision/presented.js'
import { type Verdict, verdictOf } from '../decision/verdict.js'
import type { CallFault } from '../problems/replay.js'
import { grantsOf } from '../subject/grants.js'
import type { Subject } from '../subject/model.js'
import type { DecodedToken, JsonObject, Rejected } from '../token/model.js'
import { readClaim } from '../token/pointer.js'
import { SCOPE_CLAIMS } from '../token/reserved-claims.js'
import { readTokenScopes, viewsOf } from '../token-scopes/read.js'
import { rolesOf } from '../users/held-roles.js'
import type { Users } from '../users/model.js'
import { byCodeUnit } from '../word.js'
import { shownName } from './example.js'
import type { Caller } from './record.js'

/** A caller whose token, if it has one, has been verified. */
export type Known =
  | Exclude<Caller, { kind: 'token' }>
  | { readonly kind: 'accepted'; readonly token: DecodedToken }
  | Rejected

/** What a caller holds by one catalog. Callers who hold the same share one. */
export interface Holder {
  /** The scopes by which it is decided; empty without an accepted token. */
  readonly held: ReadonlySet<string>
  /** The roles in the log, sorted and joined; null if it does not tell. */
  readonly label: string | null
  /** The roles that the caller's scopes are known to be from, default ones included. */
  readonly roles: readonly string[]
  /** Scopes that may be from any role. */
  readonly loose: ReadonlySet<string>
  readonly undeclared: readonly string[]
  decide(route: Route): Verdict
}

/** How many holders are kept; a log may have any number. */
const MOST = 20_000
/** What is longer is looked at each time: a line may have 1 MB of scopes. */
const LONGEST = 10_000

/** Finds out what callers hold. Equal ones get the same holder, so that each is decided once for each route. */
export class Holders {
  readonly #catalog: Catalog
  readonly #users: Users
  readonly #known = new Map<string, Holder>()
  /** The claims that decide what a token gives. */
  readonly #claims: readonly string[]
  readonly nobody: Holder

  constructor(catalog: Catalog, users: Users) {
    this.#catalog = catalog
    this.#users = users
    const { scopeClaims = SCOPE_CLAIMS, roleClaim } = catalog.token
    this.#claims = [...scopeClaims, ...(roleClaim === undefined ? [] : [roleClaim])]
    this.nobody = this.#make({ presented: NO_TOKEN, views: undefined })
  }

  /** A fault for a name that the catalog or the users file does not have, and for scope claims that differ. */
  of(caller: Known): Holder | CallFault {
    switch (caller.kind) {
      case 'anonymous':
        return this.nobody
      case 'scopes':
        return this.#byClaims({}, caller.scopes)
      case 'claims':
        return this.#byClaims(caller.claims)
      case 'accepted':
        return this.#byClaims(caller.token.claims)
      case 'rejected':
        return this.#shared(`rejected ${caller.refusals[0].reason}`, () =>
          this.#make({ presented: caller, views: undefined }),
        )
      case 'role':
        return this.#byRole(caller.roles)
      case 'user':
        return this.#byUser(caller.name)
    }
  }

  #byRole(roles: readonly string[]): Holder | CallFault {
    const missing = roles.find((role) => !this.#catalog.roles.has(role))
    if (missing !== undefined) return { is: 'unknown', kind: 'role', name: shownName(missing) }
    const label = [...roles].sort(byCodeUnit).join('+')
    return this.#shared(`role ${JSON.stringify(roles)}`, () =>
      this.#granted({ kind: 'role', roles }, rolesNamed(this.#catalog, roles), label),
    )
  }

  #byUser(name: string): Holder | CallFault {
    const user = this.#users.users.get(name)
    if (!user) return { is: 'unknown', kind: 'user', name: shownName(name) }
    return this.#shared(`user ${name}`, () => {
      const roles = rolesOf(this.#catalog, user).map(({ role }) => role.name)
      const label = roles.length === 0 ? null : [...roles].sort(byCodeUnit).join('+')
      return this.#granted({ kind: 'user', user }, roles, label)
    })
  }

  #granted(subject: Subject, roles: readonly string[], label: string | null): Holder {
    const held = grantsOf(this.#catalog, subject)
    if (!held) return this.nobody
    const views = { literal: held, implied: held }
    return this.#make({ presented: { kind: 'verified' }, views, roles, label })
  }

  /** @param listed the scopes of a line without claims */
  #byClaims(claims: JsonObject, listed?: readonly string[]): Holder | CallFault {
    const key = listed ? `scopes ${JSON.stringify(listed)}` : `claims ${this.#keyOf(claims)}`
    const found = this.#known.get(key)
    if (found) return found
    const made = this.#read(claims, listed)
    return 'is' in made ? made : this.#shared(key, () => made)
  }

  /** Equal for claims of which the same is read. The lengths keep two values from looking like one. */
  #keyOf(claims: JsonObject): string {
    let key = ''
    for (const claim of this.#claims) {
      const value = claim.startsWith('/')
        ? readClaim(claims, claim)
        : Object.hasOwn(claims, claim)
          ? claims[claim]
          : undefined
      if (value === undefined) key += '-'
      else if (typeof value === 'string') key += `s${value.length}:${value}`
      else {
        const text = JSON.stringify(value)
        key += `j${text.length}:${text}`
      }
    }
    return key
  }

  #read(claims: JsonObject, listed: readonly string[] | undefined): Holder | CallFault {
    const catalog = this.#catalog
    const token: DecodedToken = { raw: '', header: {}, claims: listed ? {} : claims }
    const read = readTokenScopes(token, catalog.token)
    if (read.ambiguous) return { is: 'claims-differ', claims: read.ambiguous }
    const names = listed ?? read.names
    const { literal, implied, roles, unknown } = viewsOf(catalog, token, { ...read, names })
    const role = [...roles.roles].sort(byCodeUnit).join('+')
    const own = names.filter((name) => catalog.scopes.has(name))
    return this.#make({
      presented: { kind: 'verified' },
      views: { literal, implied },
      roles: roles.roles,
      label: role === '' ? null : role,
      loose: close(catalog.implied, own),
      undeclared: unknown,
    })
  }

  #shared(key: string, make: () => Holder): Holder {
    const found = this.#known.get(key)
    if (found) return found
    if (this.#known.size >= MOST) this.#known.clear()
    const made = make()
    if (key.length <= LONGEST) this.#known.set(key, made)
    return made
  }

  #make(parts: Parts): Holder {
    const catalog = this.#catalog
    const { presented, views, roles = [], label = null, undeclared = [] } = parts
    const verdicts = new Map<Route, Verdict>()
    return {
      held: views?.[catalog.token.enforce] ?? NONE,
      label,
      roles,
      loose: parts.loose ?? NONE,
      undeclared,
      decide(route) {
        const found = verdicts.get(route)
        if (found) return found
        const { requirement } = route
        if (requirement.level === 'undecided') throw new Error('an undecided route was asked about')
        const verdict = verdictOf(catalog, { requirement }, presented, views && { views })
        verdicts.set(route, verdict)
        return verdict
      },
    }
  }
}

const NONE: ReadonlySet<string> = new Set()

interface Parts {
  readonly presented: Presented | { readonly kind: 'verified' }
  readonly views:
    | { readonly literal: ReadonlySet<string>; readonly implied: ReadonlySet<string> }
    | undefined
  readonly roles?: readonly string[]
  readonly label?: string | null
  readonly loose?: ReadonlySet<string>
  readonly undeclared?: readonly string[]
}

const rolesNamed = (catalog: Catalog, roles: readonly string[]): readonly string[] =>
  rolesOf(catalog, { roles, attributes: new Map() }).map(({ role }) => role.name)
