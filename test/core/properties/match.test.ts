import fc from 'fast-check'
import { expect, test } from 'vitest'
import { matchRoute } from '../../../src/core/catalog/match-route.js'
import { routeIndex } from '../../../src/core/catalog/route-index.js'
import {
  fillTemplate,
  isWithin,
  templateContains,
} from '../../../src/core/catalog/route-template.js'
import { METHODS, TEMPLATES } from '../../support/generators.js'
import { naiveContains } from '../../support/oracles.js'
import { templateOf } from '../../support/template-of.js'
import { anyTemplate, asked, catalogOf, type Needs, pathIn } from './match-world.js'

test('P11 match: a template contains exactly the paths of its regular expression', () => {
  const pairs = fc
    .tuple(anyTemplate, anyTemplate)
    .chain(([a, b]) => fc.tuple(fc.constant(a), fc.constant(b), pathIn(b)))
  fc.assert(
    fc.property(pairs, ([a, b, path]) => {
      expect(templateContains(templateOf(b), path), `${b} of ${path}`).toBe(true)
      expect(templateContains(templateOf(a), path), `${a} of ${path}`).toBe(naiveContains(a, path))
    }),
    { numRuns: 2000 },
  )
})

test('P11 match: inclusion is exact', () => {
  const pairs = fc
    .tuple(anyTemplate, anyTemplate)
    .chain(([inner, outer]) =>
      fc.tuple(
        fc.constant(inner),
        fc.constant(outer),
        fc.array(pathIn(inner), { minLength: 5, maxLength: 5 }),
      ),
    )
  fc.assert(
    fc.property(pairs, ([inner, outer, paths]) => {
      if (isWithin(templateOf(inner), templateOf(outer))) {
        for (const path of paths)
          expect(naiveContains(outer, path), `${path} in ${inner} < ${outer}`).toBe(true)
      } else {
        // Values that occur in no text: if all of them are paths of the outer one, every path is.
        const odd = ['zq', 'zq/yw', 'zq/yw/k', 'z', 'z/', '']
        const counter = odd.some((tail) => {
          const parsed = templateOf(inner)
          const values = parsed.params.map((name, i): [string, string] => [
            name,
            name === parsed.tail ? tail : i % 2 ? 'z' : 'q'.repeat(tail.length),
          ])
          return !naiveContains(outer, fillTemplate(parsed, new Map(values)) ?? '')
        })
        expect(counter, `${inner} within ${outer} after all`).toBe(true)
      }
    }),
    { numRuns: 2000 },
  )
})

/** Paths that many pairs of incomparable templates share. */
const contested = fc
  .tuple(
    fc.shuffledSubarray(
      TEMPLATES.map((text) => `GET ${text}`),
      { minLength: 2, maxLength: 8 },
    ),
    fc.constantFrom('GET', 'HEAD'),
    fc.constantFrom('/a/b', '/a/', '/a9', '/a/b:stop', '/a/b.c', '/a/v1.b', '/a/%C3%A9.b', '/b/b'),
  )
  .map(([names, method, path]) => [names, '', method, path] as const)

test('P11 match: the smallest template that contains the path, in any order; else ambiguous', () => {
  const seen = { decided: 0, ambiguous: 0 }
  const levels = fc.array(fc.constantFrom('read', 'read', 'read', 'public', 'undecided'), {
    minLength: 8,
    maxLength: 8,
  })
  fc.assert(
    fc.property(
      fc.oneof(asked, contested, contested),
      levels,
      ([names, , method, path], written) => {
        const needs: Needs = (name) => written[names.indexOf(name)] ?? ''
        const answer = (list: readonly string[]) => {
          const match = matchRoute(catalogOf(list, needs), method, path)
          if (match.kind !== 'route') return match.kind
          return [match.route, ...match.also].map(({ name }) => name).join(', ')
        }
        const found = answer(names)
        expect(answer([...names].reverse())).toBe(found)
        expect(answer([...names].sort())).toBe(found)
        const containing = (by: string) =>
          names.filter(
            (name) => name.startsWith(`${by} `) && naiveContains(name.slice(by.length + 1), path),
          )
        const own = containing(method)
        const candidates = own.length > 0 || method !== 'HEAD' ? own : containing('GET')
        if (candidates.length === 0) {
          expect(found).toBe('none')
          return
        }
        const within = (a: string, b: string): boolean =>
          isWithin(templateOf(a.split(' ')[1] ?? ''), templateOf(b.split(' ')[1] ?? ''))
        const narrowest = candidates.filter((name) =>
          candidates.every((other) => within(name, other) || !within(other, name)),
        )
        const isOne = narrowest.length === 1
        const [first = ''] = narrowest
        const isSame = narrowest.every((name) => needs(name) === needs(first))
        const isDecided = isOne || (isSame && needs(first) !== 'undecided')
        expect(found).toBe(isDecided ? narrowest.sort().join(', ') : 'ambiguous')
        if (!isOne) seen[isDecided ? 'decided' : 'ambiguous']++
      },
    ),
    { numRuns: 3000 },
  )
  expect(seen.decided).toBeGreaterThan(10)
  expect(seen.ambiguous).toBeGreaterThan(10)
})

test('P11 match: the index finds the same routes as a linear search, in file order', () => {
  const odd = fc.constantFrom('/', '/a/', '/a', '/a/b/', '/%C3%A9', '/9/x.y', '/a/b/c/d')
  fc.assert(
    fc.property(asked, odd, fc.constantFrom(...METHODS), ([names, , method, path], other, by) => {
      const catalog = catalogOf(names)
      const index = routeIndex(catalog)
      for (const [m, p] of [
        [method, path],
        [by, other],
        [by, path],
      ] as const) {
        const linear = catalog.routes.filter(
          (route) => route.method === m && templateContains(route.pattern, p),
        )
        expect(index.candidates(m, p), `${m} ${p}`).toEqual(linear)
      }
      for (const name of [...names, 'GET /no'])
        expect(index.named(name)).toBe(catalog.routes.find((route) => route.name === name))
    }),
    { numRuns: 3000 },
  )
})
