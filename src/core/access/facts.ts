import type { Catalog } from '../catalog/model.js'
import type { Norm } from '../catalog/norm.js'
import { normOf } from '../catalog/requirement.js'
import type { Template } from '../catalog/route-template.js'
import { grantsOf } from '../subject/grants.js'
import { sharedGrants } from '../subject/shared-grants.js'
import { rolesOf } from '../users/held-roles.js'
import type { Client, Users } from '../users/model.js'
import { type Claims, claimsOf } from './claims.js'
import { combosOf } from './combos.js'
import type { Digest } from './digest.js'
import { routesFor } from './routes-for.js'
import { type Thumbprints, type Trust, trustOf } from './trust.js'

type Names = ReadonlySet<string>
/** `METHOD /shape` of a route, which does not depend on the names of its parameters. */
export type RouteKey = string

/** Names with the scopes that each one holds. */
export type People = { readonly kind: 'names'; readonly holds: ReadonlyMap<string, Names> } | Digest

/** Role sets, as `a+b`, with the routes that they allow. */
export type Combos =
  | { readonly kind: 'names'; readonly opens: ReadonlyMap<string, ReadonlySet<RouteKey>> }
  | Digest

/** The rows for people without a role; no role can have these names. */
export const ANONYMOUS = 'anonymous'
export const EVERYONE = 'everyone'

/**
 * Everything that determines who may call what, without wording and order: this is what lock files contain, and what
 * lock --check and diff compare. Made from a catalog with its users, or read from a lock file.
 */
export interface Facts {
  /** By profile; undefined: the catalog's `token:`. */
  readonly trust: ReadonlyMap<string | undefined, Trust>
  /** Scopes that imply others, with all the implied ones but not the scope itself. */
  readonly implies: ReadonlyMap<string, Names>
  readonly routes: ReadonlyMap<RouteKey, Norm>
  /** The written route name for each key. */
  readonly names: ReadonlyMap<RouteKey, string>
  /** What a user with each role holds, including the default roles' scopes; also for `everyone`. */
  readonly roles: ReadonlyMap<string, Names>
  /** Which routes each row may call: anonymous, everyone, and the roles. */
  readonly allows: ReadonlyMap<string, ReadonlySet<RouteKey>>
  /** Without those who get no token (disabled). */
  readonly users: People
  readonly clients: People
  /** Role sets in use that together allow more than each role alone, with the additional routes. */
  readonly combos: Combos
  readonly claims: Claims
  /**
   * The roles of each user who gets a token; undefined if not known, since a lock file does not record them and a
   * catalog may have no users.
   */
  readonly members: ReadonlyMap<string, readonly string[]> | undefined
}

/**
 * @param thumbprints of the public keys behind `file:`, by the text of the setting; code that reads files supplies
 * them.
 */
export function factsOf(
  catalog: Catalog,
  users: Users,
  thumbprints: Thumbprints = new Map(),
): Facts {
  const { routes, names } = routesOf(catalog)
  const roles = new Map([[EVERYONE, roleGrants(catalog, [])]])
  for (const name of catalog.roles.keys()) roles.set(name, roleGrants(catalog, [name]))
  const allows = new Map([[ANONYMOUS, routesFor(routes, undefined)]])
  for (const [name, held] of roles) allows.set(name, routesFor(routes, held))
  const grants = sharedGrants(catalog)
  return {
    trust: trustOf(catalog, thumbprints),
    implies: impliesOf(catalog),
    routes,
    names,
    roles,
    allows,
    users: peopleOf(users.users, (user) => grants({ kind: 'user', user })),
    clients: peopleOf(users.clients, (client) => grants({ kind: 'client', client })),
    combos: { kind: 'names', opens: combosOf(catalog, users, routes) },
    claims: claimsOf(users),
    members: users.users.size === 0 ? undefined : membersOf(catalog, users),
  }
}

/** What each route needs, without who may call it; with its template, which a lock has only as text. */
export const routesOf = ({
  routes,
}: Pick<Catalog, 'routes'>): Pick<Facts, 'routes' | 'names'> & {
  readonly patterns: ReadonlyMap<RouteKey, Template>
} => ({
  routes: new Map(routes.map((route) => [keyOf(route), normOf(route.requirement)])),
  names: new Map(routes.map((route) => [keyOf(route), route.name])),
  patterns: new Map(routes.map((route) => [keyOf(route), route.pattern])),
})

const keyOf = (route: Catalog['routes'][number]): RouteKey =>
  `${route.method} ${route.pattern.shape}`

const roleGrants = (catalog: Catalog, roles: readonly string[]): Names =>
  grantsOf(catalog, { kind: 'role', roles }) ?? new Set()

function impliesOf({ scopes, implied }: Catalog): Map<string, Names> {
  const implies = new Map<string, Names>()
  for (const name of scopes.keys()) {
    const others = new Set([...(implied.get(name) ?? [])].filter((each) => each !== name))
    if (others.size > 0) implies.set(name, others)
  }
  return implies
}

function peopleOf<P extends Client>(
  people: ReadonlyMap<string, P>,
  grants: (person: P) => Names | undefined,
): People {
  const holds = new Map<string, Names>()
  for (const [name, person] of people) {
    const held = grants(person)
    if (held) holds.set(name, held)
  }
  return { kind: 'names', holds }
}

function membersOf(catalog: Catalog, { users }: Users): Map<string, readonly string[]> {
  const members = new Map<string, readonly string[]>()
  const lists = new Map<string, readonly string[]>()
  for (const user of users.values()) {
    if (user.disabled) continue
    const roles = rolesOf(catalog, user).map(({ role }) => role.name)
    // Many users have the same roles, so they share one list.
    const key = JSON.stringify(roles)
    const list = lists.get(key) ?? roles
    lists.set(key, list)
    members.set(user.name, list)
  }
  return members
}
