import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Catalog } from '../../../../src/core/catalog/model.js'
import { satisfies } from '../../../../src/core/catalog/requirement.js'
import { grantsOf } from '../../../../src/core/subject/grants.js'
import type { Stated } from '../../../../src/core/suite/evidence/passes.js'
import { load } from '../../../support/generators.js'
import { some } from '../../../support/some.js'
import '../../../support/seed.js'
import { completenessIn, rowText, suggestedIn } from './support.js'

// What a role is allowed, those that extend it are allowed, too: asking both is one question too many.

const NAMES = ['a', 'b', 'c']
const ways = fc
  .array(some(NAMES, 3, 1), { minLength: 1, maxLength: 3 })
  .map((sets) => ({ any: sets.map((all) => ({ all })) }))
const forms = fc.record({
  p: some(NAMES),
  q: some(NAMES),
  inherits: fc.constantFrom('extends', 'default', 'nothing'),
  routes: fc.array(ways, { minLength: 1, maxLength: 3 }),
})
type Form = typeof forms extends fc.Arbitrary<infer T> ? T : never

const modelOf = ({ p, q, inherits, routes }: Form) =>
  load(
    {
      scopes: { a: '', b: '', c: '' },
      roles: {
        p: { scopes: p, ...(inherits === 'default' ? { default: true } : {}) },
        q: { scopes: q, ...(inherits === 'extends' ? { extends: ['p'] } : {}) },
      },
      routes: Object.fromEntries(routes.map((needs, i) => [`GET /${i}`, needs])) as never,
    },
    { users: { u: { roles: ['q'] } }, clients: {} },
  )

const rowsOf = (catalog: Catalog): string =>
  ['p', 'q']
    .map((role) => rowText(catalog, grantsOf(catalog, { kind: 'role', roles: [role] })!))
    .join()

/** Whether all assertions also pass where the roles are granted what they are in the other catalog. */
const passIn = (catalog: Catalog, assertions: readonly Stated[]): boolean =>
  assertions.every(({ subject, route, expected }) => {
    if (subject.kind !== 'named' || subject.flaw) return true
    const who = subject.subject
    const held = new Set(grantsOf(catalog, who) ?? [])
    if (subject.scope) return subject.scope.every((name) => held.has(name))
    if (who.kind === 'anonymous') return true
    return expected !== 'undecided' && expected.has(satisfies(route.requirement, held) ? 200 : 403)
  })

test('with parents and default roles, the suggested questions are enough, and none can be left out', () => {
  const sets = Array.from({ length: 8 }, (_, bits) => NAMES.filter((_, i) => (bits >> i) & 1))
  let fewer = 0
  fc.assert(
    fc.property(forms, (form) => {
      const model = modelOf(form)
      const others = sets.flatMap((p) => sets.map((q) => modelOf({ ...form, p, q }).catalog))
      const different = others.filter((other) => rowsOf(other) !== rowsOf(model.catalog))
      const isComplete = (asked: readonly Stated[]): boolean =>
        !different.some((other) => passIn(other, asked)) &&
        completenessIn(model, asked).openRoutes.length === 0
      const asked = suggestedIn(model, completenessIn(model, []))
      expect(isComplete(asked)).toBe(true)
      for (const left of asked)
        expect(isComplete(asked.filter((each) => each !== left))).toBe(false)
      if (form.inherits !== 'nothing') fewer++
    }),
    { numRuns: 120 },
  )
  expect(fewer).toBeGreaterThan(50)
})
