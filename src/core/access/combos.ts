import type { Catalog } from '../catalog/model.js'
import type { Norm } from '../catalog/norm.js'
import { close } from '../catalog/reach.js'
import { rolesOf } from '../users/held-roles.js'
import type { Users } from '../users/model.js'
import { byCodeUnit, word } from '../word.js'
import { routesFor } from './routes-for.js'

type Names = ReadonlySet<string>
type Routes = ReadonlyMap<string, Norm>

/** The name of a role set in the lock. */
export const comboName = (roles: readonly string[]): string =>
  [...roles]
    .sort(byCodeUnit)
    .map((name) => word(name))
    .join('+')

/**
 * The routes that a role set in use allows but none of its roles alone does: this is what separation of duties is
 * about. Users always have the default roles too, clients do not. Disabled users and clients do not count.
 */
export function combosOf(catalog: Catalog, users: Users, routes: Routes): Map<string, Set<string>> {
  const combos = new Map<string, Set<string>>()
  const common = [...catalog.roles.values()].filter(({ isDefault }) => isDefault)
  const base = common.flatMap(({ name }) => [...(catalog.own.get(name) ?? [])])
  const seen = new Set<string>()
  const add = (roles: readonly string[], under: readonly string[]): void => {
    const name = comboName(roles)
    const once = `${under === base} ${name}`
    if (roles.length < 2 || seen.has(once)) return
    seen.add(once)
    for (const route of openedTogether(catalog, roles, under, routes)) {
      combos.set(name, (combos.get(name) ?? new Set()).add(route))
    }
  }
  for (const user of users.users.values()) {
    if (user.disabled) continue
    const own = rolesOf(catalog, user).filter(({ role }) => !role.isDefault)
    add([...new Set(own.map(({ role }) => role.name))], base)
  }
  for (const client of users.clients.values()) {
    if (!client.disabled) add([...new Set(client.roles)], [])
  }
  return combos
}

function openedTogether(
  catalog: Catalog,
  roles: readonly string[],
  under: readonly string[],
  routes: Routes,
): string[] {
  const grants = (names: readonly string[]): Names => {
    const own = names.flatMap((name) => [...(catalog.own.get(name) ?? [])])
    return close(catalog.implied, [...under, ...own])
  }
  const together = grants(roles)
  const alone = roles.map((name) => grants([name]))
  const opened = new Set(routesFor(routes, together))
  for (const held of alone) for (const route of routesFor(routes, held)) opened.delete(route)
  return [...opened]
}
