import fc from 'fast-check'
import type { Files } from './repairs-world.js'

export const SCOPES = ['a', 'b', 'c', 'd', 'e']
export const ROLES = ['r0', 'r1', 'r2', 'r3', 'r4']
const some = <T>(of: readonly T[], maxLength = 2): fc.Arbitrary<T[]> =>
  of.length === 0 ? fc.constant([]) : fc.uniqueArray(fc.constantFrom(...of), { maxLength })

/** Implications and `extends` only point to later names, so that there is no cycle. */
export const files: fc.Arbitrary<Files> = fc
  .record({
    catalog: fc.record({
      scopes: fc
        .tuple(...SCOPES.map((_, i) => some(SCOPES.slice(i + 1), 1)))
        .map((all) =>
          Object.fromEntries(SCOPES.map((name, i) => [name, { implies: all[i] ?? [] }])),
        ),
      roles: fc
        .tuple(
          ...ROLES.map((_, i) =>
            fc.record({
              scopes: some(SCOPES),
              extends: some(ROLES.slice(i + 1)),
              kind: fc.constantFrom('plain', 'plain', 'default', 'when'),
            }),
          ),
        )
        .map((all) =>
          Object.fromEntries(
            all.map(({ kind, ...role }, i) => [
              ROLES[i],
              {
                ...role,
                ...(kind === 'default' ? { default: true as const } : {}),
                ...(kind === 'when' ? { when: { level: 1 } } : {}),
              },
            ]),
          ),
        ),
      routes: fc
        .array(
          fc.oneof(
            some(SCOPES, 3)
              .filter((set) => set.length > 0)
              .map((set) => set.join(' ')),
            fc
              .array(
                some(SCOPES).filter((set) => set.length > 0),
                { minLength: 1, maxLength: 3 },
              )
              .map((sets) => ({ any: sets.map((set) => set.join(' ')) })),
            fc.constantFrom('public', 'authenticated', 'undecided'),
          ),
          { minLength: 1, maxLength: 6 },
        )
        .map((all) => Object.fromEntries(all.map((needs, i) => [`GET /${i}`, needs]))),
    }),
    users: fc.record({
      users: fc.dictionary(
        fc.constantFrom('u0', 'u1', 'u2', 'u3', 'u4', 'u5'),
        fc.record({
          roles: some(ROLES),
          scopes: some(SCOPES, 1),
          level: fc.constantFrom(0, 1),
          disabled: fc.constantFrom(false, false, true),
        }),
      ),
      clients: fc.dictionary(
        fc.constantFrom('c0', 'c1', 'c2'),
        fc.record({
          roles: some(ROLES),
          scopes: some(SCOPES, 1),
          disabled: fc.constantFrom(false, false, true),
        }),
      ),
    }),
  })
  .map((made) => {
    const next = made as Files
    // A `when` role must not be listed, and an attribute that no `when` reads is unknown.
    const isWhen = (name: string) => next.catalog.roles[name]?.when !== undefined
    const anyWhen = ROLES.some(isWhen)
    for (const entry of [
      ...Object.values(next.users.users),
      ...Object.values(next.users.clients),
    ]) {
      entry.roles = (entry.roles ?? []).filter((name) => !isWhen(name))
      if (!anyWhen) delete (entry as { level?: number }).level
    }
    return next
  })
