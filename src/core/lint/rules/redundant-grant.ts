import type { Catalog } from '../../catalog/model.js'
import { isGlob } from '../../catalog/scope-glob.js'
import type { Source } from '../../source.js'
import { rolesOf } from '../../users/held-roles.js'
import type { User } from '../../users/model.js'
import type { LintFacts } from '../facts.js'
import { type GrantList, type OtherGrants, otherGrants } from '../other-grants.js'
import { defineRule, type Found } from '../rule.js'

export const redundantGrant = defineRule({
  code: 'redundant-grant',
  severity: 'warning',
  why: [
    'A scope that the same role, user or client already has: implied by another one in the list,',
    'or granted by a role. Removing the other grant would not take the scope away.',
    'Delete the redundant one. A default role that a user lists is also reported.',
  ],
  example: {
    bad: {
      catalog: `scopes:
  items:read: Read items
  items:write: { description: Write items, implies: [items:read] }
roles:
  editor: { scopes: [items:write, items:read] }
routes: { GET /items: items:read, POST /items: items:write }
`,
    },
    good: {
      catalog: `scopes:
  items:read: Read items
  items:write: { description: Write items, implies: [items:read] }
roles:
  editor: { scopes: [items:write] }
routes: { GET /items: items:read, POST /items: items:write }
`,
    },
  },
  *check(facts) {
    const { catalog, usersSource } = facts
    const lists = listsOf(facts)
    const others = otherGrants(catalog, lists)
    for (const list of lists) {
      yield* inList(list, others.get(list), catalog)
      if (list.user) yield* defaultsListed(list.user, catalog, usersSource)
    }
  },
})

/** A list of scopes as written, and its owner. */
interface OwnedList extends GrantList {
  readonly to: string
  readonly source: Source
  readonly path: readonly string[]
  /** Set where default roles that the user lists are reported. */
  readonly user?: User
}

function listsOf({ catalog, form, source, users, usersSource }: LintFacts): OwnedList[] {
  const lists: OwnedList[] = []
  for (const [role, { scopes = [], extends: roles = [] }] of Object.entries(form.roles ?? {})) {
    lists.push({ to: `role ${role}`, source, path: ['roles', role, 'scopes'], scopes, roles })
  }
  for (const user of users.users.values()) {
    const { name, scopes } = user
    if (scopes.length === 0 && !user.roles.some((role) => isDefault(catalog, role))) continue
    const roles = rolesOf(catalog, user).map(({ role }) => role.name)
    const path = ['users', name, 'scopes']
    lists.push({ to: `user ${name}`, source: usersSource, path, scopes, roles, user })
  }
  for (const { name, scopes, roles } of users.clients.values()) {
    const path = ['clients', name, 'scopes']
    lists.push({ to: `client ${name}`, source: usersSource, path, scopes, roles })
  }
  return lists
}

/** Globs are ignored, since what they cover changes. */
function* inList(
  { to, source, path, scopes }: OwnedList,
  others: OtherGrants | undefined,
  catalog: Catalog,
): Generator<Found<'redundant-grant'>> {
  const before = new Set<string>()
  for (const [i, name] of scopes.entries()) {
    if (isGlob(name, catalog.scopes)) continue
    const because = before.has(name) ? to : others?.get(name)
    before.add(name)
    if (because === undefined) continue
    const args = { what: 'scope' as const, name, to, because }
    yield { at: source.locate([...path, i]), name: `${to} ${name}`, args }
  }
}

function* defaultsListed(
  user: User,
  catalog: Catalog,
  source: Source,
): Generator<Found<'redundant-grant'>> {
  for (const [i, name] of user.roles.entries()) {
    if (!isDefault(catalog, name)) continue
    const at = source.locate(['users', user.name, 'roles', i])
    const to = `user ${user.name}`
    const args = { what: 'role' as const, name, to, because: 'everyone' }
    yield { at, name: `${to} ${name}`, args }
  }
}

const isDefault = (catalog: Catalog, role: string): boolean =>
  catalog.roles.get(role)?.isDefault === true
