import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { factsOf } from '../../../src/core/access/facts.js'
import { hasNewWay, letsInMore } from '../../../src/core/catalog/looser.js'
import type { Alternative, Requirement } from '../../../src/core/catalog/model.js'
import { otherWays, writtenAlternatives } from '../../../src/core/catalog/requirement.js'
import { compare } from '../../../src/core/diff/compare.js'
import { load } from '../lock/support.js'

const NAMES = ['a', 'b', 'scheme']
const K = { scheme: 'K' }

const pairOf = (needs: unknown) =>
  load({ scopes: { a: '', b: '', scheme: '' }, routes: { 'GET /x': needs } }, {})

function kinds(from: unknown, to: unknown): string[] {
  const [before, after] = [pairOf(from), pairOf(to)]
  const facts = [before, after].map(({ catalog, users }) => factsOf(catalog, users))
  return compare(facts[0] ?? expect.unreachable(), facts[1] ?? expect.unreachable(), after).map(
    ({ kind }) => kind,
  )
}

describe('a stricter form of a former way in is not a new way', () => {
  const either = { any: ['a', K] }
  const both = { all: ['a', K] }
  test.each([
    [either, both, ['stronger']],
    [both, either, ['opened', 'weaker']],
    [{ any: [K] }, { any: [{ scheme: 'K', scopes: ['s'] }] }, ['stronger']],
    [{ any: [{ scheme: 'K', scopes: ['s'] }] }, { any: [K] }, ['opened']],
    ['authenticated', { any: ['a', { all: ['authenticated', K] }] }, ['loss']],
    ['public', { any: ['a', K] }, ['loss', 'loss']],
    ['a', { any: ['a', both] }, []],
    ['a', { any: ['b', K] }, ['opened', 'weaker']],
    [{ any: ['a', { other: 'scheme K' }] }, { any: ['a', K] }, ['opened']],
    [{ all: ['scheme', K] }, { all: [{ scheme: 'K' }, { other: 'x' }] }, ['opened']],
  ])('from %j to %j: %j', (from, to, expected) => {
    expect(kinds(from, to)).toEqual(expected)
  })
})

const PART = fc.constantFrom<unknown>(
  ...NAMES,
  K,
  { scheme: 'L' },
  { scheme: 'L', scopes: ['s'] },
  { scheme: 'L', scopes: ['s', 't'] },
  { other: 'the owner' },
)
const ITEM = fc.oneof(
  PART,
  fc.uniqueArray(PART, { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
  fc.constantFrom('authenticated', { all: ['authenticated', K] }),
)
const NEEDS = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom<unknown>('public', 'authenticated', 'undecided') },
  { weight: 9, arbitrary: fc.array(ITEM, { minLength: 1, maxLength: 3 }).map((any) => ({ any })) },
)

/** Everything that a caller can have: a token, its scopes, schemes with their scopes, rules that it fulfils. */
const FACTS = [...['token', ...NAMES], ...['K', 'L', 'L s', 'L t'], 'the owner']
const CALLERS = Array.from({ length: 2 ** FACTS.length }, (_, bits) => {
  const has = new Set(FACTS.filter((_fact, i) => (bits >> i) & 1))
  return has
}).filter(
  (has) =>
    (has.has('token') || !NAMES.some((name) => has.has(name))) &&
    (has.has('L') || !(has.has('L s') || has.has('L t'))),
)

function fulfils(has: ReadonlySet<string>, { scopes, others }: Alternative): boolean {
  return (
    scopes.every((name) => has.has(name)) &&
    others.every((way) => {
      if ('authenticated' in way) return has.has('token')
      if ('other' in way) return has.has(way.other)
      return has.has(way.scheme) && way.scopes.every((name) => has.has(`${way.scheme} ${name}`))
    })
  )
}

const passesToken = (has: ReadonlySet<string>, requirement: Requirement): boolean =>
  requirement.level === 'public' ||
  (requirement.level === 'authenticated' && has.has('token')) ||
  (requirement.level === 'scopes' &&
    requirement.alternatives.some((each) => each.others.length === 0 && fulfils(has, each)))
const passesOther = (has: ReadonlySet<string>, requirement: Requirement): boolean =>
  otherWays(requirement).some((each) => fulfils(has, each))
const passes = (has: ReadonlySet<string>, requirement: Requirement): boolean =>
  passesToken(has, requirement) || passesOther(has, requirement)

test('the kinds of change agree with trying every caller', () => {
  const seen = new Set<string>()
  fc.assert(
    fc.property(NEEDS, NEEDS, (from, to) => {
      const [was, is] = [from, to].map((needs) => pairOf(needs).catalog.routes[0]?.requirement)
      if (!was || !is) return expect.unreachable('no route')
      const found = new Set(kinds(from, to))
      const some = (
        may: (has: ReadonlySet<string>, requirement: Requirement) => boolean,
        now: Requirement,
        old: Requirement,
      ) => CALLERS.some((has) => may(has, now) && !passes(has, old))
      const more = some(passes, is, was)
      const less = some(passes, was, is)
      const allows = ['opened', 'weaker', 'gain'].some((kind) => found.has(kind))
      expect(allows, 'something became allowed').toBe(more)
      const denies = found.has('stronger') || found.has('loss')
      if (!more) expect(denies, 'something became forbidden').toBe(less)
      if (found.has('stronger')) expect(more, 'stronger').toBe(false)
      if (some(passesOther, is, was)) expect(found, 'a new way in').toContain('opened')
      expect(hasNewWay(was, is), 'hasNewWay').toBe(some(passesOther, is, was))
      if (some(passesToken, is, was)) expect(letsInMore(was, is), 'letsInMore').toBe(true)
      for (const kind of found) seen.add(kind)
      expect(writtenAlternatives(is)).toBeDefined()
    }),
    { numRuns: 3000 },
  )
  expect([...seen].sort()).toEqual(['loss', 'opened', 'stronger', 'weaker'])
})
