import fc from 'fast-check'
import { expect, test } from 'vitest'
import { satisfies } from '../../../src/core/catalog/requirement.js'
import { accessOf } from '../../../src/core/decision/access.js'
import { heldBy } from '../../../src/core/decision/presented.js'
import { ScopectlError } from '../../../src/core/errors.js'
import { claimsFor, issue } from '../../../src/core/issue/mint.js'
import { grantsOf } from '../../../src/core/subject/grants.js'
import { isReservedClaim } from '../../../src/core/token/reserved-claims.js'
import { accepted, claimsIn, heldIn } from '../../support/claims-generators.js'
import { type World, world } from '../../support/generators.js'
import { fixedPoint } from '../../support/oracles.js'
import { NOW, present } from '../../support/signing.js'
import { subjectsOf } from '../../support/subjects.js'

const enabled = (w: World) => subjectsOf(w).filter((subject) => grantsOf(w.catalog, subject))

const wishes = world.chain((w) =>
  fc.record({ w: fc.constant(w), wish: heldIn(w.catalog), more: heldIn(w.catalog) }),
)

test('P4 views: literal never allows more; for issued tokens, including narrowed ones, both are the same', async () => {
  await fc.assert(
    fc.asyncProperty(wishes, async ({ w, wish }) => {
      for (const subject of enabled(w)) {
        const narrowed = wish.filter((name) => grantsOf(w.catalog, subject)?.has(name))
        for (const want of [undefined, ...(narrowed.length > 0 ? [narrowed] : [])]) {
          const { scopes } = issue(w.catalog, subject, want)
          const presented = await present(w.catalog, subject, scopes)
          if (presented.kind === 'rejected') expect.unreachable(presented.refusals[0].reason)
          const { views, scopes: held } = heldBy(w.catalog, presented)
          expect(views.literal).toEqual(views.implied)
          expect(views.unknown).toEqual([])
          expect(new Set(held)).toEqual(
            want ? fixedPoint(w.form, want) : grantsOf(w.catalog, subject),
          )
        }
      }
    }),
    { numRuns: 60 },
  )
  const any = world.chain((w) => claimsIn(w.catalog).map((claims) => ({ w, claims })))
  fc.assert(
    fc.property(any, ({ w: { catalog }, claims }) => {
      const { views } = heldBy(catalog, accepted(claims))
      for (const { requirement } of catalog.routes) {
        if (satisfies(requirement, views.literal)) {
          expect(satisfies(requirement, views.implied)).toBe(true)
        }
      }
    }),
  )
})

test('P5 mint sound: exactly the closed request, within the grants; accepted from iat until just before exp', async () => {
  await fc.assert(
    fc.asyncProperty(wishes, async ({ w: { catalog, form, ...w }, wish }) => {
      for (const subject of enabled({ catalog, form, ...w })) {
        const granted = grantsOf(catalog, subject) ?? new Set()
        const isWithin = wish.every((name) => granted.has(name))
        if (wish.length === 0 || !isWithin) {
          const outcome = wish.length === 0 ? 'notAsked' : 'forbidden'
          expect(refusal(() => issue(catalog, subject, wish))).toBe(outcome)
          const kept = wish.filter((name) => granted.has(name))
          const cut = () => issue(catalog, subject, wish, { downscope: true })
          if (kept.length === 0) expect(refusal(cut)).toBe(outcome)
          else expect(new Set(cut().scopes)).toEqual(fixedPoint(form, kept))
          continue
        }
        const { scopes } = issue(catalog, subject, wish)
        expect(new Set(scopes)).toEqual(fixedPoint(form, wish))
        for (const name of scopes) expect(granted.has(name)).toBe(true)
        for (const [at, kind] of [
          [NOW - 1, 'rejected'],
          [NOW, 'verified'],
          [NOW + 899, 'verified'],
          [NOW + 900, 'rejected'],
        ] as const) {
          expect((await present(catalog, subject, scopes, at)).kind).toBe(kind)
        }
        const stamp = { now: NOW, lifetime: 900, jti: 'j', extra: { team: 'blue' } }
        const claims = claimsFor(catalog, subject, scopes, stamp)
        for (const name of Object.keys(claims)) {
          expect(isReservedClaim(name, catalog.token)).toBe(name !== 'team')
        }
      }
    }),
    { numRuns: 60 },
  )
})

function refusal(run: () => unknown): string {
  try {
    run()
  } catch (error) {
    if (error instanceof ScopectlError) return error.outcome
    throw error
  }
  return 'none'
}

test('P6 narrowing never widens; an empty request yields nothing', async () => {
  await fc.assert(
    fc.asyncProperty(wishes, async ({ w, wish, more }) => {
      for (const subject of enabled(w)) {
        const granted = grantsOf(w.catalog, subject) ?? new Set()
        const [small, large] = [wish, [...wish, ...more]].map((set) =>
          set.filter((name) => granted.has(name)),
        )
        if (!small || !large || small.length === 0) {
          expect(refusal(() => issue(w.catalog, subject, []))).toBe('notAsked')
          continue
        }
        const rows = await Promise.all(
          [small, large, undefined].map(async (want) => {
            const presented = await present(
              w.catalog,
              subject,
              issue(w.catalog, subject, want).scopes,
            )
            return accessOf(w.catalog, presented, subject).map(({ may }) => may)
          }),
        )
        rows[0]?.forEach((may, i) => {
          if (may === 'yes') expect([rows[1]?.[i], rows[2]?.[i]]).toEqual(['yes', 'yes'])
        })
      }
    }),
    { numRuns: 60 },
  )
})
