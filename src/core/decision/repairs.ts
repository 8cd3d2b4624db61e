import type { Catalog } from '../catalog/model.js'
import { close } from '../catalog/reach.js'
import { satisfies } from '../catalog/requirement.js'
import type { Location } from '../problem.js'
import { grantsOf, rolesOf } from '../subject/grants.js'
import type { Subject } from '../subject/model.js'
import type { User, Users } from '../users/model.js'
import type { Deny } from './decide.js'

/** One change of the catalog or the users file that would turn the denial into an allow, and what else it would open. */
export interface Repair {
  readonly change:
    | {
        readonly kind: 'scopes-to-subject'
        readonly scopes: readonly string[]
        readonly name: string
      }
    | { readonly kind: 'scopes-to-role'; readonly scopes: readonly string[]; readonly role: string }
    | { readonly kind: 'role-to-subject'; readonly role: string; readonly name: string }
  readonly at: Location | undefined
  /** Scopes that the subject would gain, implied ones too. */
  readonly scopes: number
  /** Routes that the subject could call and cannot now. */
  readonly routes: number
  /** Users that would gain something, of how many enabled ones. */
  readonly users: number
  readonly of: number
}

/** The changes that would allow it, by how much else they open: routes times users first, then scopes. */
export function repairsFor(catalog: Catalog, deny: Deny, subject: Subject, users: Users): Repair[] {
  const missing = deny.missing?.scopes ?? []
  if (missing.length === 0) return []
  const before = new Set(deny.held?.scopes ?? [])
  const { requirement } = deny.question
  const everybody = [...users.users.values()].filter((user) => !user.disabled)
  const gain = (scopes: Iterable<string>): Pick<Repair, 'scopes' | 'routes'> => {
    const after = new Set([...before, ...close(catalog.implied, scopes)])
    const opened = catalog.routes.filter(
      (route) => !satisfies(route.requirement, before) && satisfies(route.requirement, after),
    )
    return { scopes: after.size - before.size, routes: opened.length }
  }
  const reach = (roles: ReadonlySet<string>, scopes: readonly string[]): number =>
    everybody.filter((user) => {
      const granted = grantsOf(catalog, { kind: 'user', user }) ?? new Set()
      return (
        rolesOf(catalog, user).some(({ role }) => roles.has(role.name)) &&
        scopes.some((name) => !granted.has(name))
      )
    }).length

  const repairs: Repair[] = []
  const of = everybody.length
  if (subject.kind === 'user' || subject.kind === 'client') {
    const entry: Pick<User, 'name' | 'at'> = subject.kind === 'user' ? subject.user : subject.client
    const change = { kind: 'scopes-to-subject' as const, scopes: missing, name: entry.name }
    repairs.push({ change, at: entry.at, ...gain(missing), users: 1, of })
    for (const { roles, conditional } of deny.grantedBy ?? []) {
      const [role] = roles
      if (roles.length !== 1 || role === undefined || conditional) continue
      const give = { kind: 'role-to-subject' as const, role, name: entry.name }
      const brings = catalog.own.get(role) ?? []
      // A role counts with the default ones, which do not reach clients.
      if (!satisfies(requirement, new Set([...before, ...close(catalog.implied, brings)]))) continue
      repairs.push({ change: give, at: entry.at, ...gain(brings), users: 1, of })
    }
  }
  for (const name of listedRoles(subject)) {
    const change = { kind: 'scopes-to-role' as const, scopes: missing, role: name }
    const heirs = heirsOf(catalog, name)
    const affected = reach(heirs, missing)
    repairs.push({ change, at: catalog.roles.get(name)?.at, ...gain(missing), users: affected, of })
  }
  const weight = ({ routes, users: n }: Repair): number => routes * Math.max(n, 1)
  return repairs.sort((a, b) => weight(a) - weight(b) || a.scopes - b.scopes || a.users - b.users)
}

/** The role itself and whatever extends it, however far. */
function heirsOf(catalog: Catalog, role: string): ReadonlySet<string> {
  const heirs = new Map<string, string[]>()
  for (const { name, extends: parents } of catalog.roles.values()) {
    for (const parent of parents) heirs.set(parent, [...(heirs.get(parent) ?? []), name])
  }
  const all = new Set([role])
  // A set that is walked over goes on to what is added meanwhile.
  for (const name of all) for (const heir of heirs.get(name) ?? []) all.add(heir)
  return all
}

function listedRoles(subject: Subject): readonly string[] {
  if (subject.kind === 'user') return subject.user.roles
  if (subject.kind === 'client') return subject.client.roles
  return subject.kind === 'role' ? subject.roles : []
}
