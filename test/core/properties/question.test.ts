import fc from 'fast-check'
import { expect, test } from 'vitest'
import { matchRoute } from '../../../src/core/catalog/match-route.js'
import { accessOf, holdersOf } from '../../../src/core/decision/access.js'
import { decide } from '../../../src/core/decision/decide.js'
import { EXPECTATIONS, meets } from '../../../src/core/decision/expect.js'
import { NO_TOKEN } from '../../../src/core/decision/presented.js'
import { askNeed, askRoute, type Question } from '../../../src/core/decision/question.js'
import { ScopectlError } from '../../../src/core/errors.js'
import { issue } from '../../../src/core/issue/mint.js'
import { grantsOf } from '../../../src/core/subject/grants.js'
import type { Subject } from '../../../src/core/subject/model.js'
import { accepted, claimsIn } from '../../support/claims-generators.js'
import { load, METHODS, TEMPLATES, world } from '../../support/generators.js'
import { naiveContains } from '../../support/oracles.js'

const PATHS = [
  '/',
  '/a',
  '/a/',
  '/a/b',
  '/a/b/c',
  '/a/x:stop',
  '/99',
  '/%C3%A9',
  '/zz/yy',
  '/a//b',
  '/a/../b',
  '/%2e%2e',
  '/a;b',
  '/a%2Fb',
  'a',
  '',
]

function askedOf(run: () => Question): Question | string {
  try {
    return run()
  } catch (error) {
    if (!(error instanceof ScopectlError) || error.outcome !== 'notAsked') throw error
    return error.problems[0]?.code ?? ''
  }
}

test('P9 question first: an invalid question is an error before any token is read, and never a verdict', () => {
  const target = fc.oneof(
    fc.constantFrom(...PATHS),
    fc.constantFrom(...TEMPLATES),
    fc.constantFrom('https://h.test/a?x=1#y', 'https://h.test', '/a?b', 'https://h\\a/b'),
  )
  const cases = world.chain((w) =>
    fc.tuple(fc.constant(w), fc.constantFrom(...METHODS, 'get', ''), target, claimsIn(w.catalog)),
  )
  fc.assert(
    fc.property(cases, ([{ catalog, form }, method, path, claims]) => {
      const question = askedOf(() => askRoute(catalog, `${method} ${path}`))
      if (typeof question === 'string') {
        expect([
          'bad-route',
          'bad-path',
          'no-route',
          'ambiguous-route',
          'undecided-route',
        ]).toContain(question)
        return
      }
      const { route } = question
      expect(form.routes[route?.name ?? '']).not.toBe('undecided')
      expect([method, ...(method === 'HEAD' ? ['GET'] : [])]).toContain(route?.method)
      if (question.path !== undefined) {
        expect(naiveContains(route?.template ?? '', question.path)).toBe(true)
        expect(matchRoute(catalog, method, question.path)).toMatchObject({
          route: { name: route?.name },
        })
      }
      for (const presented of [NO_TOKEN, accepted(claims)]) {
        expect([200, 401, 403]).toContain(decide(catalog, question, presented).status)
      }
    }),
    { numRuns: 600 },
  )
})

test('P9 question first: need accepts declared names only', () => {
  const cases = world.chain((w) =>
    fc.tuple(
      fc.constant(w),
      fc.array(
        fc.constantFrom(...w.catalog.scopes.keys(), 'typo', '*', '', '__proto__', 'constructor'),
        { maxLength: 3 },
      ),
      fc.boolean(),
    ),
  )
  fc.assert(
    fc.property(cases, ([{ catalog, form }, names, any]) => {
      const question = askedOf(() => askNeed(catalog, names, any))
      const isGood = names.length > 0 && names.every((name) => Object.hasOwn(form.scopes, name))
      expect(typeof question).toBe(isGood ? 'object' : 'string')
    }),
  )
})

test('P10 expect: exactly the verdict, or the leading reason; nothing if the views differ and enforce is not set', () => {
  const cases = world.chain((w) => fc.tuple(fc.constant(w), claimsIn(w.catalog)))
  fc.assert(
    fc.property(cases, ([{ catalog }, claims]) => {
      for (const route of catalog.routes) {
        const question = askedOf(() => askRoute(catalog, route.name))
        if (typeof question === 'string') continue
        for (const presented of [NO_TOKEN, accepted(claims)]) {
          const answer = decide(catalog, question, presented)
          const met = EXPECTATIONS.filter((each) =>
            meets(answer, each, catalog.token.enforceWritten),
          )
          const isUnsaid = answer.views && !catalog.token.enforceWritten
          const reason = answer.decision === 'deny' ? [answer.reasons[0].code] : []
          expect(new Set(met)).toEqual(
            new Set(isUnsaid ? [] : [answer.decision, String(answer.status), ...reason]),
          )
        }
      }
    }),
  )
})

test('P7 disabled is anonymous: no grants and no token; once enabled again, exactly as before', () => {
  fc.assert(
    fc.property(world, ({ form, usersForm }) => {
      const withAll = (disabled: boolean) => {
        const all = structuredClone(usersForm)
        for (const entry of [...Object.values(all.users), ...Object.values(all.clients)]) {
          Object.assign(entry, { disabled })
        }
        return load(form, all)
      }
      const [off, on] = [withAll(true), withAll(false)]
      const subjects = ({ users }: typeof off): Subject[] => [
        ...[...users.users.values()].map((user) => ({ kind: 'user' as const, user })),
        ...[...users.clients.values()].map((client) => ({ kind: 'client' as const, client })),
      ]
      for (const subject of subjects(off)) {
        expect(grantsOf(off.catalog, subject)).toBeUndefined()
        expect(() => issue(off.catalog, subject, undefined)).toThrow(ScopectlError)
        expect(accessOf(off.catalog, NO_TOKEN, subject)).toEqual(
          accessOf(off.catalog, NO_TOKEN, { kind: 'anonymous' }),
        )
      }
      for (const route of off.catalog.routes) {
        const question = askedOf(() => askRoute(off.catalog, route.name))
        if (typeof question === 'string') continue
        const kinds = holdersOf(off.catalog, off.users, question).map(({ kind }) => kind)
        expect(kinds.filter((kind) => kind !== 'role')).toEqual([])
      }
      const before = load(form, usersForm)
      subjects(before).forEach((subject, i) => {
        const again = subjects(on)[i]
        const granted = grantsOf(before.catalog, subject)
        if (granted && again) expect(grantsOf(on.catalog, again)).toEqual(granted)
      })
    }),
  )
})
