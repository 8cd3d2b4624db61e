import type { Catalog } from '../../catalog/model.js'
import { isGlob } from '../../catalog/scope-glob.js'
import { rolesOf } from '../../users/held-roles.js'
import type { Client } from '../../users/model.js'
import type { LintFacts } from '../facts.js'
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
    const { catalog, form, users } = facts
    const bringers = bringersOf(catalog)
    for (const [role, { scopes = [], extends: parents = [] }] of Object.entries(form.roles ?? {})) {
      const path = ['roles', role, 'scopes']
      const locate = (i: number) => facts.source.locate([...path, i])
      yield* inList({ catalog, bringers, to: `role ${role}`, scopes, roles: parents, locate })
    }
    const ofEntry = (
      kind: 'user' | 'client',
      { name, scopes }: Client,
      roles: readonly string[],
    ) => {
      const path = [`${kind}s`, name, 'scopes']
      const locate = (i: number) => facts.usersSource.locate([...path, i])
      return inList({ catalog, bringers, to: `${kind} ${name}`, scopes, roles, locate })
    }
    for (const user of users.users.values()) {
      const roles = rolesOf(catalog, user).map(({ role }) => role.name)
      yield* ofEntry('user', user, roles)
      yield* defaultsListed(facts, user)
    }
    for (const client of users.clients.values()) yield* ofEntry('client', client, client.roles)
  },
})

function* defaultsListed(
  { catalog, usersSource }: LintFacts,
  user: Client,
): Generator<Found<'redundant-grant'>> {
  for (const [i, name] of user.roles.entries()) {
    if (!catalog.roles.get(name)?.isDefault) continue
    const at = usersSource.locate(['users', user.name, 'roles', i])
    const to = `user ${user.name}`
    const args = { what: 'role' as const, name, to, because: 'everyone' }
    yield { at, name: `${to} ${name}`, args }
  }
}

/** A list of scopes as written, its owner, and the roles that grant the same owner more. */
interface List {
  readonly catalog: Catalog
  readonly bringers: ReadonlyMap<string, readonly string[]>
  readonly to: string
  readonly scopes: readonly string[]
  readonly roles: readonly string[]
  locate(index: number): Found<'redundant-grant'>['at']
}

/** For each scope, those that imply it, and itself. */
function bringersOf(catalog: Catalog): Map<string, string[]> {
  const bringers = new Map<string, string[]>(
    [...catalog.scopes.keys()].map((name) => [name, [name]]),
  )
  for (const name of catalog.scopes.keys()) {
    for (const implied of catalog.implied.get(name) ?? []) {
      if (implied !== name) bringers.get(implied)?.push(name)
    }
  }
  return bringers
}

/** Globs are ignored, since what they cover changes. */
function* inList(list: List): Generator<Found<'redundant-grant'>> {
  const { catalog, to, scopes, roles } = list
  if (scopes.length === 0) return
  const firstOf = new Map([...scopes.entries()].reverse().map(([i, name]) => [name, i]))
  for (const [i, name] of scopes.entries()) {
    if (isGlob(name, catalog.scopes)) continue
    const bringers = list.bringers.get(name) ?? []
    const isTwice = (firstOf.get(name) ?? i) < i
    const other = bringers.find((each) => each !== name && firstOf.has(each))
    const role = roles.find((each) => bringers.some((one) => catalog.own.get(each)?.has(one)))
    const because = isTwice
      ? to
      : other !== undefined
        ? `scope ${other}`
        : role === undefined
          ? undefined
          : `role ${role}`
    if (because === undefined) continue
    const args = { what: 'scope' as const, name, to, because }
    yield { at: list.locate(i), name: `${to} ${name}`, args }
  }
}
