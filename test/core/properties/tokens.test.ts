import fc from 'fast-check'
import { expect, test } from 'vitest'
import { satisfies } from '../../../src/core/catalog/requirement.js'
import { accessOf } from '../../../src/core/decision/access.js'
import { decide, heldBy } from '../../../src/core/decision/decide.js'
import type { Question } from '../../../src/core/decision/question.js'
import { ScopectlError } from '../../../src/core/errors.js'
import { grantsOf } from '../../../src/core/subject/grants.js'
import type { Subject } from '../../../src/core/subject/model.js'
import { decode } from '../../../src/core/token/decode.js'
import { expectedAnswer, FLAW_NAMES, FLAWS } from '../../../src/core/token/flaws.js'
import { makeFlawed } from '../../../src/core/token/make-flawed.js'
import { claimsFor, issue } from '../../../src/core/token/mint.js'
import type { Key } from '../../../src/core/token/model.js'
import { isReservedClaim } from '../../../src/core/token/reserved-claims.js'
import { verify } from '../../../src/core/token/verify.js'
import { accepted, claimsIn, heldIn, type World, world } from '../../support/generators.js'
import { fixedPoint } from '../../support/oracles.js'
import { NOW, present, trustFor } from '../../support/signing.js'
import { KEYS, newKey } from '../token/support.js'

export function subjectsOf({ catalog, users }: World): Subject[] {
  return [
    ...[...users.users.values()].map((user) => ({ kind: 'user' as const, user })),
    ...[...users.clients.values()].map((client) => ({ kind: 'client' as const, client })),
    ...[...catalog.roles.keys()].map((role) => ({ kind: 'role' as const, roles: [role] })),
    { kind: 'role', roles: [] },
  ]
}
const enabled = (w: World) => subjectsOf(w).filter((subject) => grantsOf(w.catalog, subject))

const wishes = world.chain((w) =>
  fc.record({ w: fc.constant(w), wish: heldIn(w.catalog), more: heldIn(w.catalog) }),
)

test('4 views: literal never allows more; of issued tokens, narrowed ones too, both are the same', async () => {
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

test('5 mint sound: exactly the closed wish, within the grants; accepted from iat until before exp', async () => {
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

test('6 narrowing never widens; a wish for nothing yields nothing', async () => {
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

const RSA = KEYS.RS256
const KITS: readonly (readonly [string, readonly Key[], Key, Key])[] = [
  [
    'HS256 without kid',
    [{ ...KEYS.HS256, kid: undefined }],
    { ...KEYS.HS256, kid: undefined },
    newKey('HS256', 'x'),
  ],
  [
    'ES256 of a rotated ring',
    [newKey('ES256', 'old'), KEYS.ES256],
    KEYS.ES256,
    newKey('ES256', 'x'),
  ],
  ['EdDSA, first of two', [KEYS.EdDSA, newKey('EdDSA', 'next')], KEYS.EdDSA, newKey('EdDSA', 'x')],
  ['RS256', [RSA], RSA, newKey('RS256', 'x')],
]

test.each(KITS)(
  '8 one flaw (%s): that reason only, and the status that the kit expects',
  async (_, keys, rightKey, otherKey) => {
    const isSecret = rightKey.jwk.kty === 'oct'
    await fc.assert(
      fc.asyncProperty(world, async (w) => {
        const { catalog } = w
        const [subject] = enabled(w)
        if (!subject) return
        const trust = trustFor(catalog, keys)
        const stamp = { now: NOW, lifetime: 900, jti: 'j' }
        const { scopes } = issue(catalog, subject, undefined)
        const good = claimsFor(catalog, subject, scopes, stamp)
        const kit = { catalog, subject, scopes, stamp, trust, rightKey, otherKey }
        for (const flaw of FLAW_NAMES) {
          let text: string
          try {
            text = await makeFlawed(flaw, kit)
          } catch (error) {
            expect((error as ScopectlError).problems[0]?.code).toBe('flaw-not-expressible')
            continue
          }
          const answer = await verify(text, trust, { now: NOW, leeway: 0 })
          const { reason } = FLAWS[flaw]
          const reasons =
            answer.kind === 'rejected' ? answer.refusals.map((each) => each.reason) : []
          expect([flaw, ...reasons]).toEqual([flaw, ...(reason ? [reason] : [])])
          if (reason) {
            for (const now of [0, NOW - 7200, NOW - 3600, NOW + 1, NOW + 3600, NOW + 9e9]) {
              expect(
                (await verify(text, trust, { now, leeway: 0 })).kind,
                `${flaw} at ${now}`,
              ).toBe('rejected')
            }
          } else if (answer.kind === 'verified' && flaw !== 'implied-only') {
            expect(heldBy(catalog, answer).scopes, flaw).toEqual([])
            expect(heldBy(catalog, answer).views.implied.size).toBe(0)
          }
          const read = decode(text)
          const { header, claims } = read.kind === 'decoded' ? read.token : expect.unreachable(flaw)
          if (flaw !== 'alg-none' && flaw !== 'hs-with-public-key') {
            expect(header).toEqual({
              alg: trust.algorithm,
              typ: 'JWT',
              ...(rightKey.kid ? { kid: rightKey.kid } : {}),
            })
          }
          const changed = new Set(
            [...Object.keys(good), ...Object.keys(claims)].filter(
              (name) => JSON.stringify(good[name]) !== JSON.stringify(claims[name]),
            ),
          )
          const times = ['iat', 'nbf', 'exp']
          const most = times.some((name) => changed.has(name))
            ? times
            : [...changed].slice(0, flaw === 'scope-claim-other' ? 2 : 1)
          expect(
            [...changed].filter((name) => !most.includes(name)),
            flaw,
          ).toEqual([])
          for (const { requirement, ...route } of catalog.routes) {
            if (requirement.level === 'undecided') continue
            const question = {
              requirement,
              route: { ...route, requirement },
              method: route.method,
              path: undefined,
              notes: [],
            } as Question
            const expected = expectedAnswer(catalog, flaw, requirement, new Set(scopes))
            expect(decide(catalog, question, answer).status, `${flaw} on ${route.name}`).toBe(
              expected.status,
            )
          }
        }
        expect(isSecret || (await makeFlawed('hs-with-public-key', kit)).length > 0).toBe(true)
      }),
      { numRuns: rightKey.jwk.kty === 'RSA' ? 6 : 25 },
    )
  },
)

test('8 no flaw is signed with the right key where nobody consented', async () => {
  await fc.assert(
    fc.asyncProperty(world, async (w) => {
      const [subject] = enabled(w)
      if (!subject) return
      const { scopes } = issue(w.catalog, subject, undefined)
      const trust = trustFor(w.catalog, [KEYS.ES256])
      const stamp = { now: NOW, lifetime: 900, jti: 'j' }
      const kit = {
        catalog: w.catalog,
        subject,
        scopes,
        stamp,
        trust,
        rightKey: undefined,
        otherKey: newKey('ES256'),
      }
      for (const flaw of FLAW_NAMES) {
        const made = await makeFlawed(flaw, kit).catch(
          (error: ScopectlError) => error.problems[0]?.code,
        )
        if (FLAWS[flaw].needsRightKey) expect(made).toMatch(/^flaw-/)
        else expect(made).not.toMatch(/^flaw-/)
      }
    }),
    { numRuns: 20 },
  )
})
