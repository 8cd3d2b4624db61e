import fc from 'fast-check'
import { expect, test } from 'vitest'
import { satisfies } from '../../../src/core/catalog/requirement.js'
import { grantsOf } from '../../../src/core/subject/grants.js'
import {
  apply,
  type Files,
  load,
  measured,
  none,
  repairsOf,
  subjectOf,
  type Who,
} from './repairs-world.js'

const SCOPES = ['a', 'b', 'c', 'd', 'e']
const ROLES = ['r0', 'r1', 'r2', 'r3', 'r4']
const some = <T>(of: readonly T[], maxLength = 2): fc.Arbitrary<T[]> =>
  of.length === 0 ? fc.constant([]) : fc.uniqueArray(fc.constantFrom(...of), { maxLength })

/** Implications and `extends` only point to later names, so that there is no cycle. */
const files: fc.Arbitrary<Files> = fc
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

test('each repair, applied to the files, allows the route and has exactly the stated effects', () => {
  let seen = 0
  const kinds = new Set<string>()
  fc.assert(
    fc.property(files, (before) => {
      const world = load(before)
      const all: Who[] = [
        ...Object.keys(before.users.users).map((name) => ({ kind: 'user' as const, name })),
        ...Object.keys(before.users.clients).map((name) => ({ kind: 'client' as const, name })),
        ...ROLES.map((name) => ({ kind: 'role' as const, name })),
      ]
      for (const { name: route, requirement } of world.catalog.routes) {
        if (requirement.level !== 'scopes') continue
        for (const who of all) {
          const held = grantsOf(world.catalog, subjectOf(world, who))
          const repairs = repairsOf(world, route, who)
          if (!held || satisfies(requirement, held)) {
            expect(repairs).toEqual([])
            continue
          }
          // It is always possible to give a user or client the scopes themselves.
          if (who.kind !== 'role') expect(repairs).not.toEqual([])
          for (const [i, repair] of repairs.entries()) {
            seen++
            kinds.add(`${repair.change.kind} ${who.kind}`)
            const after = load(apply(before, repair, who))
            const now = grantsOf(after.catalog, subjectOf(after, who)) ?? none
            expect(satisfies(requirement, now)).toBe(true)
            const { scopes, routes, users, of, clients, cells } = repair
            expect({ scopes, routes, users, of, clients, cells }).toEqual(
              measured(world, after, who),
            )
            expect(cells).toBeGreaterThanOrEqual(repairs[i - 1]?.cells ?? 0)
          }
        }
      }
    }),
    { numRuns: 200 },
  )
  expect(seen).toBeGreaterThan(1000)
  expect([...kinds].sort()).toEqual([
    'role-to-subject client',
    'role-to-subject user',
    'scopes-to-role client',
    'scopes-to-role role',
    'scopes-to-role user',
    'scopes-to-subject client',
    'scopes-to-subject user',
  ])
})
