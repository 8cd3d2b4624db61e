import fc from 'fast-check'
import { expect, test } from 'vitest'
import { grantsOf } from '../../../../src/core/subject/grants.js'
import { mutate } from '../../../../src/core/suite/mutation/judge.js'
import { world } from '../../../support/generators.js'
import '../../../support/seed.js'
import { assertionsIn, holdsIn, seeds } from '../mutation/stated.js'
import { bearingOf, mutated } from '../mutation/support.js'
import { closedSets, completenessIn, rowText, suggestedIn } from './support.js'

/** Whether a suite has a form for a token without scopes. */
const hasForm = ({ catalog }: { catalog: { scopes: { size: number } } }) => catalog.scopes.size > 0

test('the suggested tests pass with real tokens, make a suite complete, and none can be left out', async () => {
  const seen = { routes: 0, roles: 0, open: 0 }
  await fc.assert(
    fc.asyncProperty(world.filter(hasForm), seeds, async (w, picks) => {
      const model = { catalog: w.catalog, users: w.users, skipped: undefined }
      const before = await assertionsIn(w, picks)
      const first = completenessIn(w, before)
      const added = suggestedIn(w, first)
      seen.routes += first.openRoutes.length
      seen.roles += first.openRoles.length
      for (const each of added)
        expect(await holdsIn(model, each), JSON.stringify([each.subject, w.form])).toBe(true)
      const context = JSON.stringify([w.form, w.usersForm])
      expect(first.isComplete).toBe(added.length === 0)
      expect(completenessIn(w, [...before, ...added]).isComplete, context).toBe(true)
      for (const left of added) {
        const rest = added.filter((each) => each !== left)
        const after = completenessIn(w, [...before, ...rest])
        expect(after.isComplete, JSON.stringify([left.subject, left.route.name, context])).toBe(
          false,
        )
        seen.open++
      }
    }),
    { numRuns: 120 },
  )
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(50)
})

const COVERED = new Set([
  'drop-role-scope',
  'add-role-scope',
  'drop-alternative',
  'all-to-any',
  'drop-needed-scope',
  'make-public',
  'make-authenticated',
])

test('mutation testing of a complete suite kills every mutant of requirements and role scopes that changes a cell', () => {
  const seen = { killed: 0, same: 0 }
  fc.assert(
    fc.property(world.filter(hasForm), (w) => {
      const assertions = suggestedIn(w, completenessIn(w, []))
      const { red, judged } = mutate(bearingOf(w.catalog), w.users, assertions)
      expect(red).toEqual([])
      for (const { mutation, killed } of judged) {
        if (!COVERED.has(mutation.operator)) continue
        if (killed) seen.killed++
        if (killed) continue
        seen.same++
        const { catalog } = mutated(w, mutation)!
        const said = JSON.stringify([mutation, w.form])
        for (const [i, { requirement }] of w.catalog.routes.entries()) {
          // Without a token, only `public` differs.
          expect(catalog.routes[i]!.requirement.level === 'public', said).toBe(
            requirement.level === 'public',
          )
        }
        for (const set of closedSets(w.catalog))
          expect(rowText(catalog, set), said).toBe(rowText(w.catalog, set))
        for (const role of w.catalog.roles.keys()) {
          const row = (of: typeof catalog) =>
            rowText(of, grantsOf(of, { kind: 'role', roles: [role] })!)
          expect(row(catalog), said).toBe(row(w.catalog))
        }
      }
    }),
    { numRuns: 120 },
  )
  expect(seen.killed).toBeGreaterThan(500)
  expect(seen.same).toBeGreaterThan(20)
})
