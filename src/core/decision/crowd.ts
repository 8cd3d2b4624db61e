import type { Catalog } from '../catalog/model.js'
import { close } from '../catalog/reach.js'
import { grantsOf, rolesOf } from '../subject/grants.js'
import type { Subject } from '../subject/model.js'
import type { Users } from '../users/model.js'
import { routesOpened } from './missing.js'

/** Who gains by a change of a role. */
export interface Gain {
  readonly users: number
  readonly clients: number
  /** Pairs of a user or client and a route that open. */
  readonly cells: number
  /** Pairs of a role and a route that open. */
  readonly rows: number
}

/** Everybody who is enabled, and every role. */
export interface Crowd {
  /** What further scopes for these roles would give: whoever has one of them gets all of the scopes. */
  gain(roles: ReadonlySet<string>, scopes: readonly string[]): Gain
}

/** People with the same roles and the same scopes: many users are few groups. */
interface Group {
  readonly roles: readonly string[]
  readonly grants: ReadonlySet<string>
  users: number
  clients: number
  rows: number
}

export function crowdOf(catalog: Catalog, { users, clients }: Users): Crowd {
  const groups = new Map<string, Group>()
  const join = (subject: Subject, roles: readonly string[], own: readonly string[]): Group => {
    // Neither a role's nor a scope's name in here can be taken for another: JSON quotes them.
    const key = JSON.stringify([[...new Set(roles)].sort(), [...new Set(own)].sort()])
    const known = groups.get(key)
    if (known) return known
    const grants = grantsOf(catalog, subject) ?? new Set<string>()
    const group = { roles, grants, users: 0, clients: 0, rows: 0 }
    groups.set(key, group)
    return group
  }
  const namesOf = (of: Parameters<typeof rolesOf>[1]): string[] =>
    rolesOf(catalog, of).map(({ role }) => role.name)
  for (const user of users.values()) {
    if (!user.disabled) join({ kind: 'user', user }, namesOf(user), user.scopes).users++
  }
  for (const client of clients.values()) {
    if (!client.disabled) join({ kind: 'client', client }, client.roles, client.scopes).clients++
  }
  for (const name of catalog.roles.keys()) {
    const roles = namesOf({ roles: [name], attributes: new Map() })
    join({ kind: 'role', roles: [name] }, roles, []).rows++
  }
  return { gain: (roles, scopes) => gainOf(catalog, [...groups.values()], roles, scopes) }
}

function gainOf(
  catalog: Catalog,
  groups: readonly Group[],
  roles: ReadonlySet<string>,
  scopes: readonly string[],
): Gain {
  const added = [...close(catalog.implied, scopes)]
  const sum = { users: 0, clients: 0, cells: 0, rows: 0 }
  for (const group of groups) {
    if (!group.roles.some((name) => roles.has(name))) continue
    if (added.every((name) => group.grants.has(name))) continue
    const opened = routesOpened(catalog, group.grants, added)
    sum.users += group.users
    sum.clients += group.clients
    sum.cells += opened * (group.users + group.clients)
    sum.rows += opened * group.rows
  }
  return sum
}

/** The role itself and every role that extends it, however far. */
export function heirsOf(catalog: Catalog, role: string): Set<string> {
  const children = new Map<string, string[]>()
  for (const { name, extends: parents } of catalog.roles.values()) {
    for (const parent of parents) {
      const known = children.get(parent)
      if (known) known.push(name)
      else children.set(parent, [name])
    }
  }
  const heirs = new Set([role])
  // A set is walked in the order of its growth: what is added is visited too.
  for (const name of heirs) for (const child of children.get(name) ?? []) heirs.add(child)
  return heirs
}
