import type { Catalog } from '../../catalog/model.js'
import { rolesOf } from '../../users/held-roles.js'
import type { Users } from '../../users/model.js'
import { defineRule, type Found } from '../rule.js'

/**
 * A file from another system may have a hundred thousand such users: further ones are one finding. With that one there are
 * too many for `init` to ignore (core/init/known-findings.ts), so a long list is never hidden.
 */
const MOST = 20

export const withoutGrants = defineRule({
  code: 'without-grants',
  severity: 'warning',
  why: [
    'An enabled user or client with no role, also none by default or `when`, and no scopes of its own.',
    'Its tokens carry no scopes, so only public and authenticated routes allow it: often a role was',
    'forgotten, or an attribute is misspelt, and all that its user sees is 403.',
    'Assign a role, disable or delete the entry, or ignore this with a reason, like "for tests of 403".',
    `At most ${MOST} users and ${MOST} clients are named; another finding, \`users\` or \`clients\`, counts the others.`,
    '`user*` ignores all users.',
  ],
  example: {
    bad: {
      catalog: `scopes: { write: Write data }
roles: { editor: { scopes: [write] } }
routes: { POST /items: write }
`,
      users: `users:
  ada: { roles: [editor] }
  bob: {}
`,
    },
    good: {
      catalog: `scopes: { write: Write data }
roles: { editor: { scopes: [write] } }
routes: { POST /items: write }
`,
      users: `users:
  ada: { roles: [editor] }
  bob: { disabled: true }
`,
    },
  },
  *check({ catalog, users }) {
    if (catalog.scopes.size === 0) return
    yield* ofKind('user', usersWithout(catalog, users))
    yield* ofKind('client', clientsWithout(users))
  },
})

interface Entry {
  readonly name: string
  readonly at: Found<'without-grants'>['at']
}

function* usersWithout(catalog: Catalog, { users }: Users): Generator<Entry> {
  for (const user of users.values()) {
    if (user.disabled || user.scopes.length > 0) continue
    if (rolesOf(catalog, user).length === 0) yield user
  }
}

/** Default and `when` roles do not apply to clients. */
function* clientsWithout({ clients }: Users): Generator<Entry> {
  for (const client of clients.values()) {
    if (!client.disabled && client.scopes.length + client.roles.length === 0) yield client
  }
}

function* ofKind(
  kind: 'user' | 'client',
  entries: Iterable<Entry>,
): Generator<Found<'without-grants'>> {
  const [...all] = entries
  for (const { name, at } of all.slice(0, MOST))
    yield { at, name: `${kind} ${name}`, args: { kind, who: name } }
  const [next, ...others] = all.slice(MOST)
  if (next) yield { at: next.at, name: `${kind}s`, args: { kind, who: others.length + 1 } }
}
