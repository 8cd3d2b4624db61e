import fc from 'fast-check'
import { expect, test } from 'vitest'
import { satisfies } from '../../../src/core/catalog/requirement.js'
import { grantsOf } from '../../../src/core/subject/grants.js'
import { files, ROLES } from './repairs-files.js'
import { apply, load, measured, none, repairsOf, subjectOf, type Who } from './repairs-world.js'

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
