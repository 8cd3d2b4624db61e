import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decide } from '../../../src/core/decision/decide.js'
import { heldBy } from '../../../src/core/decision/presented.js'
import type { Question } from '../../../src/core/decision/question.js'
import type { ScopectlError } from '../../../src/core/errors.js'
import { expectedAnswer, FLAW_NAMES, FLAWS } from '../../../src/core/issue/flaws.js'
import { makeFlawed } from '../../../src/core/issue/make-flawed.js'
import { claimsFor, issue } from '../../../src/core/issue/mint.js'
import { grantsOf } from '../../../src/core/subject/grants.js'
import { decode } from '../../../src/core/token/decode.js'
import type { Key } from '../../../src/core/token/model.js'
import { verify } from '../../../src/core/token/verify.js'
import { type World, world } from '../../support/generators.js'
import { NOW, trustFor } from '../../support/signing.js'
import { subjectsOf } from '../../support/subjects.js'
import { KEYS, newKey } from '../token/support.js'

const enabled = (w: World) => subjectsOf(w).filter((subject) => grantsOf(w.catalog, subject))

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
  'P8 one flaw (%s): that reason only, and the status that the kit expects',
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

test('P8 no flaw is signed with the right key without consent', async () => {
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
