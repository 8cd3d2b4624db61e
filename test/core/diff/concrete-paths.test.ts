import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { factsOf } from '../../../src/core/access/facts.js'
import { matchRoute } from '../../../src/core/catalog/match-route.js'
import type { Catalog } from '../../../src/core/catalog/model.js'
import { compareTokens } from '../../../src/core/diff/any-token.js'
import { compare } from '../../../src/core/diff/compare.js'
import { countedBy, countsFor } from '../../../src/core/diff/counts-for.js'
import type { CatalogForm } from '../../support/generators.js'
import { METHODS, TEMPLATES } from '../../support/generators.js'
import { naiveAllows, naiveContains } from '../../support/oracles.js'
import type { RequirementForm } from '../../support/requirement-generators.js'
import '../../support/seed.js'
import { load } from '../lock/support.js'

// Two catalogs whose templates overlap, compared with trying every request with every set of scopes.

const NAMES = ['a', 'b', 'c']
const TOKENS = Array.from(
  { length: 8 },
  (_, bits) => new Set(NAMES.filter((_, i) => (bits >> i) & 1)),
)
const CALLERS = [undefined, ...TOKENS]
const NEEDS: RequirementForm[] = [
  'a',
  'b',
  'c',
  'a b',
  { any: ['a', 'b'] },
  { any: ['a b', 'c'] },
  'authenticated',
  'public',
]
const PARTS = ['a', 'b', 'v1', 'x9', 'b:stop', 'a.b', 'zz']
const PATHS = PARTS.flatMap((one) => [
  `/${one}`,
  `/${one}/`,
  ...PARTS.flatMap((two) => [`/${one}/${two}`, `/${one}/${two}/`, `/${one}/${two}/zz`]),
])

const routes = fc
  .uniqueArray(
    fc.tuple(fc.constantFrom(...METHODS), fc.constantFrom(...TEMPLATES), fc.constantFrom(...NEEDS)),
    {
      minLength: 1,
      maxLength: 5,
      selector: ([method, template]) => `${method} ${template}`,
    },
  )
  .map((all) =>
    Object.fromEntries(all.map(([method, template, needs]) => [`${method} ${template}`, needs])),
  )
const formOf = (all: Record<string, RequirementForm>): CatalogForm => ({
  scopes: { a: 'A', b: 'B', c: 'C' },
  roles: { r: { scopes: ['a', 'c'] } },
  routes: all,
})

/** What governs a path; undefined if nothing does, or two routes claim it. */
function governs(form: CatalogForm, catalog: Catalog, method: string, path: string) {
  const match = matchRoute(catalog, method, path)
  if (match.kind !== 'route') return undefined
  const needs = form.routes[match.route.name] as RequirementForm
  return (held: ReadonlySet<string> | undefined): boolean =>
    held === undefined ? needs === 'public' : naiveAllows(needs, held)
}
/** Whether a change is about the path: of a route that contains it, or of a path like it. */
const isAbout = (name: string, method: string, path: string): boolean => {
  const [verb, template = ''] = name.split(' ')
  return (verb === method || (verb === 'GET' && method === 'HEAD')) && naiveContains(template, path)
}

test('whatever a request may gain or lose is reported, and only that', () => {
  const seen = { gain: 0, loss: 0, handed: 0 }
  fc.assert(
    fc.property(routes, routes, (before, after) => {
      const [was, is] = [formOf(before), formOf(after)]
      const [older, newer] = [load(was), load(is)]
      const changes = compareTokens(older, newer)
      for (const method of METHODS) {
        for (const path of PATHS) {
          const [had, has] = [
            governs(was, older.catalog, method, path),
            governs(is, newer.catalog, method, path),
          ]
          if (!had || !has) continue
          for (const way of ['gain', 'loss'] as const) {
            const [more, less] = way === 'gain' ? [has, had] : [had, has]
            const callers = CALLERS.filter((held) => more(held) && !less(held))
            if (callers.length === 0) continue
            seen[way]++
            // By its own witness, of the smallest size, since other paths may differ by others.
            const shown = changes.filter(
              (each) =>
                each.way === way &&
                each.witness &&
                each.before !== undefined &&
                each.after !== undefined,
            )
            const sizes = callers.map((held) => held?.size ?? -1)
            const smallest = Math.min(...sizes)
            const fits = shown.filter(({ witness }) => {
              const held = witness?.caller && new Set(witness.caller.map(({ name }) => name))
              return (held?.size ?? -1) === smallest && more(held) && !less(held)
            })
            const isNamed = fits.some(({ route = '' }) => isAbout(route, method, path))
            // A path like this one, by which all that change hands in the same way are shown.
            const isAlike = fits.some(({ route = '' }) => !(route in before || route in after))
            if (!isNamed) seen.handed++
            expect([method, path, way, isNamed || isAlike]).toEqual([method, path, way, true])
          }
        }
      }
      for (const { way, before: old, after: now, witness } of changes) {
        if (!witness || old === undefined || now === undefined) continue
        const held = witness.caller && new Set(witness.caller.map(({ name }) => name))
        const sides = [passesText(old, held), passesText(now, held)]
        expect(sides).toEqual(way === 'gain' ? [false, true] : [true, false])
      }
    }),
    { numRuns: 150 },
  )
  expect(seen.gain).toBeGreaterThan(100)
  expect(seen.loss).toBeGreaterThan(100)
  expect(seen.handed).toBeGreaterThan(20)
})

/** Whether the requirement that a change shows lets a token in. */
const passesText = (text: string, held: ReadonlySet<string> | undefined): boolean => {
  if (text === 'public' || held === undefined) return text === 'public'
  const sets = text.split(' | ').map((set) => set.split(' '))
  return text === 'authenticated' || sets.some((set) => set.every((name) => held.has(name)))
}

test('a request that a role may make now, and could not before, fails plain diff --fail-on gain', () => {
  let gains = 0
  const held = new Set(['a', 'c'])
  fc.assert(
    fc.property(routes, routes, (before, after) => {
      const [was, is] = [formOf(before), formOf(after)]
      const [older, newer] = [load(was), load(is)]
      const changes = compare(
        factsOf(older.catalog, older.users),
        factsOf(newer.catalog, newer.users),
        newer,
      )
      const fails = changes.some((change) => countsFor(change, countedBy('gain')))
      for (const method of METHODS) {
        for (const path of PATHS) {
          const [had, has] = [
            governs(was, older.catalog, method, path),
            governs(is, newer.catalog, method, path),
          ]
          if (!had || !has || had(held) || !has(held)) continue
          gains++
          expect([method, path, fails]).toEqual([method, path, true])
        }
      }
    }),
    { numRuns: 150 },
  )
  expect(gains).toBeGreaterThan(100)
})

describe('a path that changes hands', () => {
  const side = (all: object, more: object = {}) =>
    load({
      scopes: { a: 'A', b: 'B' },
      roles: { one: { scopes: ['a'] }, two: { scopes: ['b'] } },
      routes: all,
      ...more,
    })
  const said = (older: ReturnType<typeof load>, newer: ReturnType<typeof load>): string[] =>
    compare(factsOf(older.catalog, older.users), factsOf(newer.catalog, newer.users), newer).map(
      (change) =>
        `${change.kind} ${'who' in change ? (typeof change.who === 'object' ? change.who.name : (change.who ?? '-')) : '-'} ${'route' in change ? change.route : ''}`,
    )
  test('is a gain of whoever reaches it now, and a loss of whoever does not', () => {
    expect(said(side({ 'GET /{kind}/me': 'a' }), side({ 'GET /x/{id}': 'b' }))).toEqual([
      'gain two GET /x/me',
      'new-route - GET /x/{id}',
      'loss one GET /x/me',
      'gone-route - GET /{kind}/me',
    ])
  })
  test('from GET to a HEAD route', () => {
    const get = { 'GET /x/{id}': 'a' }
    expect(said(side(get), side({ ...get, 'HEAD /{path*}': 'b' }))).toEqual([
      'gain two HEAD /x/x',
      'new-route - HEAD /{path*}',
      'loss one HEAD /x/x',
    ])
  })
  test('to the same requirement is not a change of access', () => {
    expect(said(side({ 'GET /{kind}/me': 'a' }), side({ 'GET /x/{id}': 'a' }))).toEqual([
      'new-route - GET /x/{id}',
      'gone-route - GET /{kind}/me',
    ])
  })
})
