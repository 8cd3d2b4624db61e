import { close } from '../catalog/reach.js'
import { rolesOf } from '../users/held-roles.js'
import type { LintFacts } from './facts.js'

/** Every role that an enabled user or client has, and every role that one of these extends, directly or indirectly. */
export function reachedRoles({ catalog, users }: LintFacts): Set<string> {
  const held = [
    ...enabled(users.users.values()).flatMap((user) =>
      rolesOf(catalog, user).map(({ role }) => role.name),
    ),
    ...enabled(users.clients.values()).flatMap(({ roles }) => roles),
    ...[...catalog.roles.values()].filter(({ isDefault }) => isDefault).map(({ name }) => name),
  ]
  const reached = new Set(held)
  // Iterating over a set also visits the items added meanwhile.
  for (const name of reached) {
    for (const parent of catalog.roles.get(name)?.extends ?? []) reached.add(parent)
  }
  return reached
}

/** Every scope that some role, enabled user or client grants, including implied ones. */
export function grantedScopes({ catalog, users }: LintFacts): Set<string> {
  return close(catalog.implied, [
    ...[...catalog.roles.values()].flatMap(({ scopes }) => scopes),
    ...enabled(users.users.values()).flatMap(({ scopes }) => scopes),
    ...enabled(users.clients.values()).flatMap(({ scopes }) => scopes),
  ])
}

const enabled = <T extends { readonly disabled: boolean }>(entries: Iterable<T>): T[] =>
  [...entries].filter(({ disabled }) => !disabled)
