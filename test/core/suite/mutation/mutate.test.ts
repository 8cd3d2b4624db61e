import fc from 'fast-check'
import { expect, test } from 'vitest'
import { grantsOf } from '../../../../src/core/subject/grants.js'
import type { Subject } from '../../../../src/core/subject/model.js'
import { benchOf, flippedBy } from '../../../../src/core/suite/evidence/bench.js'
import { fullRows } from '../../../../src/core/suite/evidence/rows.js'
import { isEquivalent } from '../../../../src/core/suite/mutation/equivalence.js'
import { mutate } from '../../../../src/core/suite/mutation/judge.js'
import { mutantsOf } from '../../../../src/core/suite/mutation/mutants.js'
import { type World, world } from '../../../support/generators.js'
import { assertionsIn, holdsIn, seeds } from './stated.js'
import { bearingOf, type Mutated, mutated } from './support.js'

const RUNS = { numRuns: 40 }

test('P17 a mutant is killed exactly if a whole run on the mutated files has a failure', async () => {
  let killed = 0
  let survived = 0
  await fc.assert(
    fc.asyncProperty(world, seeds, async (w, picks) => {
      const assertions = await assertionsIn(w, picks)
      const bench = benchOf(bearingOf(w.catalog), assertions)
      for (const mutant of mutantsOf(w.catalog, w.users).mutants) {
        const change = mutant.change()
        const model = mutated(w, mutant.mutation)
        expect(change !== undefined, JSON.stringify(mutant.mutation)).toBe(model !== undefined)
        if (!change || !model) continue
        let slow = false
        for (const each of assertions) slow ||= !(await holdsIn(model, each))
        const fast = flippedBy(bench, change) !== undefined
        expect(fast, JSON.stringify([mutant.mutation, w.form, w.usersForm])).toBe(slow)
        if (slow) killed++
        else survived++
      }
    }),
    RUNS,
  )
  expect(killed).toBeGreaterThan(50)
  expect(survived).toBeGreaterThan(50)
})

test('equivalence agrees with its definition: same issued(R) everywhere, same grants for everybody, same trust', () => {
  fc.assert(
    fc.property(world, (w) => {
      const bearing = bearingOf(w.catalog)
      const field = { bearing, rows: fullRows(bearing, w.users) }
      for (const mutant of mutantsOf(w.catalog, w.users).mutants) {
        const change = mutant.change()
        const model = mutated(w, mutant.mutation)
        if (!change || !model) continue
        expect(isEquivalent(field, change), JSON.stringify([mutant.mutation, w.form])).toBe(
          isSame(w, model),
        )
      }
    }),
    RUNS,
  )
})

/** The definition written out, over every set of scopes and every holder. */
function isSame(w: World, model: Mutated): boolean {
  if (model.skipped) return false
  const subjects = ({ catalog, users }: Pick<World, 'catalog' | 'users'>): Subject[] => [
    { kind: 'role', roles: [] },
    ...[...catalog.roles.keys()].map((role) => ({ kind: 'role' as const, roles: [role] })),
    ...[...users.users.values()].map((user) => ({ kind: 'user' as const, user })),
    ...[...users.clients.values()].map((client) => ({ kind: 'client' as const, client })),
  ]
  const grants = (m: Pick<World, 'catalog' | 'users'>): string[] =>
    subjects(m).map((subject) =>
      [...(grantsOf(m.catalog, subject) ?? ['no token'])].sort().join(' '),
    )
  if (JSON.stringify(grants(w)) !== JSON.stringify(grants(model))) return false
  return w.catalog.routes.every((route, i) => {
    const other = model.catalog.routes[i]!
    return (
      issuedNaively(w.catalog, route.requirement) ===
      issuedNaively(model.catalog, other.requirement)
    )
  })
}

function issuedNaively(
  { implied }: World['catalog'],
  requirement: World['catalog']['routes'][number]['requirement'],
): string {
  if (requirement.level !== 'scopes') return requirement.level
  const sets = requirement.alternatives
    .filter(({ others }) => others.length === 0)
    .map(({ scopes }) => new Set(scopes.flatMap((name) => [...implied.get(name)!])))
  const minimal = sets.filter(
    (set) =>
      !sets.some((other) => other.size < set.size && [...other].every((name) => set.has(name))),
  )
  const spelled = new Set(minimal.map((set) => JSON.stringify([...set].sort())))
  const others = requirement.alternatives
    .filter((each) => each.others.length > 0)
    .map((each) =>
      JSON.stringify([[...each.scopes].sort(), each.others.map((o) => JSON.stringify(o)).sort()]),
    )
  return JSON.stringify([[...spelled].sort(), [...new Set(others)].sort()])
}

test('the test suggested for a survivor passes on the files and fails on the mutant', async () => {
  let named = 0
  await fc.assert(
    fc.asyncProperty(world, async (w) => {
      const whole: Mutated = { catalog: w.catalog, users: w.users, skipped: undefined }
      for (const { mutation, killer, seenBy, killed } of mutate(bearingOf(w.catalog), w.users, [])
        .judged) {
        expect(killed).toBe(false)
        expect(killer === undefined).toBe(seenBy === 'nothing')
        if (!killer) continue
        const route = w.catalog.routes.find(({ name }) => name === killer.route)!
        const stated = { subject: killer.subject, route, expected: new Set([killer.status]) }
        expect(await holdsIn(whole, stated), JSON.stringify([mutation, killer])).toBe(true)
        expect(
          await holdsIn(mutated(w, mutation)!, stated),
          JSON.stringify([mutation, killer, w.form]),
        ).toBe(false)
        named++
      }
    }),
    RUNS,
  )
  expect(named).toBeGreaterThan(200)
})
