import type { Catalog } from '../../../src/core/catalog/model.js'
import { parseCatalog } from '../../../src/core/catalog/parse.js'
import { satisfies } from '../../../src/core/catalog/requirement.js'
import { askRoute } from '../../../src/core/decision/question.js'
import { type Repair, repairsFor } from '../../../src/core/decision/repairs.js'
import { sourceOf } from '../../../src/core/source.js'
import { grantsOf } from '../../../src/core/subject/grants.js'
import type { Subject } from '../../../src/core/subject/model.js'
import type { Users } from '../../../src/core/users/model.js'
import { parseUsers } from '../../../src/core/users/parse.js'

export interface Entry {
  roles?: string[]
  scopes?: string[]
  disabled?: boolean
}
/** The two files as values, to which a repair is applied. */
export interface Files {
  catalog: {
    scopes: Record<string, { implies?: string[] }>
    roles: Record<string, Entry & { extends?: string[]; default?: true; when?: { level: number } }>
    routes: Record<string, string | { any: string[] }>
  }
  users: { users: Record<string, Entry & { level?: number }>; clients: Record<string, Entry> }
}
export interface World {
  catalog: Catalog
  users: Users
}

export function load(files: Files): World {
  const catalog = parseCatalog(sourceOf(files.catalog))
  if (!catalog.ok) throw new Error(JSON.stringify(catalog.problems))
  const users = parseUsers(sourceOf(files.users), catalog.value)
  if (!users.ok) throw new Error(JSON.stringify(users.problems))
  return { catalog: catalog.value, users: users.value }
}

export type Who = { kind: 'user' | 'client' | 'role'; name: string }

export function subjectOf({ users }: World, { kind, name }: Who): Subject {
  if (kind === 'role') return { kind, roles: [name] }
  if (kind === 'user') return { kind, user: users.users.get(name) as never }
  return { kind, client: users.clients.get(name) as never }
}

/** Makes the change in the files. */
export function apply(files: Files, { change }: Repair, who: Who): Files {
  const next = structuredClone(files)
  const entry = who.kind === 'client' ? next.users.clients[who.name] : next.users.users[who.name]
  if (change.kind === 'scopes-to-role') {
    const role = next.catalog.roles[change.role]
    if (role) role.scopes = [...(role.scopes ?? []), ...change.scopes]
  } else if (entry && change.kind === 'scopes-to-subject') {
    entry.scopes = [...(entry.scopes ?? []), ...change.scopes]
  } else if (entry && change.kind === 'role-to-subject') {
    entry.roles = [...(entry.roles ?? []), change.role]
  }
  return next
}

export const none: ReadonlySet<string> = new Set()
const opens = ({ catalog }: World, held: ReadonlySet<string>): string[] =>
  catalog.routes.filter(({ requirement }) => satisfies(requirement, held)).map(({ name }) => name)

/** What really changed between the two, counted one by one. */
export function measured(before: World, after: World, who: Who) {
  const own = (world: World) => grantsOf(world.catalog, subjectOf(world, who)) ?? none
  const gains = (kind: 'user' | 'client', names: Iterable<string>) =>
    [...names].map((name) => {
      const [was, is] = [before, after].map(
        (world) => grantsOf(world.catalog, subjectOf(world, { kind, name })) ?? none,
      ) as [ReadonlySet<string>, ReadonlySet<string>]
      return {
        grew: is.size > was.size,
        cells: opens(after, is).length - opens(before, was).length,
      }
    })
  const users = gains('user', before.users.users.keys())
  const clients = gains('client', before.users.clients.keys())
  return {
    scopes: own(after).size - own(before).size,
    routes: opens(after, own(after)).length - opens(before, own(before)).length,
    users: users.filter(({ grew }) => grew).length,
    of: [...before.users.users.values()].filter(({ disabled }) => !disabled).length,
    clients: clients.filter(({ grew }) => grew).length,
    cells: [...users, ...clients].reduce((sum, { cells }) => sum + cells, 0),
  }
}

export function repairsOf(world: World, route: string, who: Who): Repair[] {
  const { requirement } = askRoute(world.catalog, route)
  return repairsFor(world.catalog, requirement, subjectOf(world, who), world.users)
}
