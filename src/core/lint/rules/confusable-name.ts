import type { NameKind } from '../args.js'
import type { LintFacts } from '../facts.js'
import { type Likeness, lookAlikes, strangeInName, strangeInText } from '../look-alike.js'
import { defineRule, type Found } from '../rule.js'

export const confusableName = defineRule({
  code: 'confusable-name',
  severity: 'warning',
  why: [
    'Two scopes or roles that differ only by a plural, a separator, case, O and 0, l and 1 or two swapped',
    'letters will be mixed up, but names are compared exactly. Users and clients: only look-alikes.',
    'Names that are not ASCII may look like others that are, and descriptions may contain invisible',
    'characters (bidirectional marks, zero-width characters). Rename the one that is used less.',
  ],
  example: {
    bad: {
      catalog: `scopes:
  users:read: View users
  user:read: View one user
roles:
  support: { scopes: [users:read, user:read] }
routes:
  GET /users: users:read
  GET /users/{id}: user:read
`,
    },
    good: {
      catalog: `scopes:
  users:list: View users
  users:read: View one user
roles:
  support: { scopes: [users:list, users:read] }
routes:
  GET /users: users:list
  GET /users/{id}: users:read
`,
    },
  },
  *check({ catalog, users }) {
    yield* names('scope', catalog.scopes, 'slips')
    yield* names('role', catalog.roles, 'slips')
    yield* names('user', users.users, 'looks')
    yield* names('client', users.clients, 'looks')
    yield* texts([...catalog.scopes.values(), ...catalog.roles.values(), ...catalog.routes])
  },
})

type Entry = { readonly at: LintFacts['catalog']['token']['at'] }

function* names(
  kind: NameKind,
  entries: ReadonlyMap<string, Entry>,
  likeness: Likeness,
): Generator<Found<'confusable-name'>> {
  for (const [name, like] of lookAlikes(entries.keys(), likeness)) {
    yield found(kind, name, entries.get(name)?.at, like, [])
  }
  for (const [name, entry] of entries) {
    const characters = strangeInName(name)
    // Finding the location may require reading the file, so only reported names do it.
    if (characters.length > 0) yield found(kind, name, entry.at, undefined, characters)
  }
}

function* texts(
  described: readonly (Entry & { readonly name: string; readonly description: string })[],
): Generator<Found<'confusable-name'>> {
  for (const { name, description, at } of described) {
    const characters = strangeInText(description)
    if (characters.length > 0) yield found('description of', name, at, undefined, characters)
  }
}

const found = (
  kind: NameKind,
  name: string,
  at: Entry['at'],
  like: string | undefined,
  characters: readonly string[],
): Found<'confusable-name'> => ({
  at,
  name: `${kind} ${name}`,
  args: { kind, name, like, characters },
})
