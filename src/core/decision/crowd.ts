import type { Catalog } from '../catalog/model.js'
import { close } from '../catalog/reach.js'
import { rolesOf } from '../users/held-roles.js'
import type { Users } from '../users/model.js'
import { routesOpened } from './missing.js'

/** Who gains access when a role changes. */
export interface Gain {
  readonly users: number
  readonly clients: number
  /** Newly allowed pairs of a user or client and a route. */
  readonly cells: number
  /** Newly allowed pairs of a role and a route. */
  readonly rows: number
}

/** All enabled users and clients, and all roles. */
export interface Crowd {
  /** What adding these scopes to these roles would give: everyone who has one of the roles gets all of the scopes. */
  gain(roles: ReadonlySet<string>, scopes: readonly string[]): Gain
}

/** People with the same roles and the same own scopes, and so with the same grants: even many users form few groups. */
interface Group {
  readonly roles: readonly string[]
  readonly own: readonly string[]
  users: number
  clients: number
  rows: number
}

export function crowdOf(catalog: Catalog, { users, clients }: Users): Crowd {
  const groups = new Map<string, Group>()
  const groupOf = (roles: readonly string[], own: readonly string[]): Group => {
    // No role or scope name can be confused with another here: JSON quotes them.
    const key = JSON.stringify([[...new Set(roles)].sort(), [...new Set(own)].sort()])
    const group = groups.get(key) ?? { roles, own, users: 0, clients: 0, rows: 0 }
    groups.set(key, group)
    return group
  }
  for (const user of users.values()) {
    if (user.disabled) continue
    const roles = rolesOf(catalog, user).map(({ role }) => role.name)
    groupOf(roles, user.scopes).users++
  }
  for (const { disabled, roles, scopes } of clients.values()) {
    if (!disabled) groupOf(roles, scopes).clients++
  }
  const defaults = [...catalog.roles.values()].filter(({ isDefault }) => isDefault)
  const everyones = defaults.map(({ name }) => name)
  for (const name of catalog.roles.keys()) groupOf([name, ...everyones], []).rows++
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
    const brought = group.roles.flatMap((name) => [...(catalog.own.get(name) ?? [])])
    const held = close(catalog.implied, [...brought, ...group.own])
    if (added.every((name) => held.has(name))) continue
    const opened = routesOpened(catalog, held, added)
    sum.users += group.users
    sum.clients += group.clients
    sum.cells += opened * (group.users + group.clients)
    sum.rows += opened * group.rows
  }
  return sum
}

/** The role itself and every role that extends it, directly or indirectly. */
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
  // Iterating over a set also visits the items added meanwhile.
  for (const name of heirs) for (const child of children.get(name) ?? []) heirs.add(child)
  return heirs
}
