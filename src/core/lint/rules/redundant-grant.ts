import type { Catalog } from '../../catalog/model.js'
import { rolesOf } from '../../subject/grants.js'
import type { LintFacts } from '../facts.js'
import { defineRule, type Found } from '../rule.js'

type Given = { readonly by: string; readonly scopes: Iterable<string> }

export const redundantGrant = defineRule({
  code: 'redundant-grant',
  severity: 'warning',
  why: [
    'A scope that the same role, user or client has already: implied by another one in the list,',
    'or brought by a role. Taking away the one that counts would then take nothing away.',
    'Delete the line that adds nothing. Also said of a default role that a user lists.',
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
    for (const [role, { scopes = [], extends: parents = [] }] of Object.entries(form.roles ?? {})) {
      const given = parents.map((name) => rolesScopes(catalog, name))
      const path = ['roles', role, 'scopes']
      yield* inList(catalog, `role ${role}`, scopes, given, (i) =>
        facts.source.locate([...path, i]),
      )
    }
    for (const user of users.users.values()) {
      const given = rolesOf(catalog, user).map(({ role }) => rolesScopes(catalog, role.name))
      yield* ofEntry(facts, 'users', user, given)
      for (const [i, name] of user.roles.entries()) {
        if (!catalog.roles.get(name)?.isDefault) continue
        const at = facts.usersSource.locate(['users', user.name, 'roles', i])
        const to = `user ${user.name}`
        const args = { what: 'role' as const, name, to, because: 'everyone' }
        yield { at, name: `${to} ${name}`, args }
      }
    }
    for (const client of users.clients.values()) {
      yield* ofEntry(
        facts,
        'clients',
        client,
        client.roles.map((name) => rolesScopes(catalog, name)),
      )
    }
  },
})

function ofEntry(
  { catalog, usersSource }: LintFacts,
  kind: 'users' | 'clients',
  { name, scopes }: { readonly name: string; readonly scopes: readonly string[] },
  given: readonly Given[],
): Generator<Found<'redundant-grant'>> {
  const by = `${kind === 'users' ? 'user' : 'client'} ${name}`
  return inList(catalog, by, scopes, given, (i) => usersSource.locate([kind, name, 'scopes', i]))
}

const rolesScopes = (catalog: Catalog, role: string): Given => ({
  by: `role ${role}`,
  scopes: catalog.own.get(role) ?? [],
})

/** Globs are not looked at: what they cover comes and goes. */
function* inList(
  catalog: Catalog,
  to: string,
  written: readonly string[],
  given: readonly Given[],
  locate: (index: number) => Found<'redundant-grant'>['at'],
): Generator<Found<'redundant-grant'>> {
  const brings = (scope: string, name: string): boolean =>
    catalog.implied.get(scope)?.has(name) ?? false
  for (const [i, name] of written.entries()) {
    if (name.includes('*')) continue
    const twin = written.find((other, j) => (other === name ? j < i : brings(other, name)))
    const role = given.find(({ scopes }) => [...scopes].some((scope) => brings(scope, name)))
    const because = twin === undefined ? role?.by : twin === name ? to : `scope ${twin}`
    if (because === undefined) continue
    yield { at: locate(i), name: `${to} ${name}`, args: { what: 'scope', name, to, because } }
  }
}
