import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Catalog } from '../../../src/core/catalog/model.js'
import { normOf } from '../../../src/core/catalog/requirement.js'
import { callerBetween } from '../../../src/core/proof/caller-between.js'
import { type Item, readingOf } from '../../../src/core/proof/reading.js'
import { allows, type Caller, type Rule } from '../../../src/core/proof/rule.js'
import { loadCatalog } from '../../support/generators.js'
import '../../support/seed.js'
import { fixedPoint, naiveOwn } from '../../support/oracles.js'

const NAMES = [...'abcdefghij']
const ROUTE = 'GET /x'

/** A catalog with one route over some of ten scopes, two roles, and either way of reading tokens. */
const form = fc
  .record({
    scopes: fc.subarray(NAMES, { minLength: 2 }),
    edges: fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { maxLength: 10 }),
    enforce: fc.constantFrom('literal', 'implied'),
    claim: fc.constantFrom(undefined, 'roles', '/roles', 'groups'),
    level: fc.constantFrom('scopes', 'scopes', 'scopes', 'scopes', 'authenticated', 'public'),
    picks: fc.array(fc.array(fc.nat(9), { minLength: 1, maxLength: 4 }), {
      minLength: 1,
      maxLength: 4,
    }),
    roles: fc.tuple(fc.array(fc.nat(9), { maxLength: 4 }), fc.array(fc.nat(9), { maxLength: 3 })),
  })
  .map(({ scopes, edges, enforce, claim, level, picks, roles: [r, s] }) => {
    const at = (i: number): string => scopes[i % scopes.length] ?? ''
    const implies: Record<string, string[]> = {}
    for (const [x, y] of edges) {
      const [low, high] = [at(x), at(y)].sort()
      if (low !== undefined && high !== undefined && low < high)
        implies[high] = [...(implies[high] ?? []), low]
    }
    const any = picks.map((each) => [...new Set(each.map(at))].join(' '))
    return {
      token: { enforce, ...(claim === undefined ? {} : { role_claim: claim }) },
      scopes: Object.fromEntries(scopes.map((name) => [name, { implies: implies[name] ?? [] }])),
      roles: { r: { scopes: r.map(at) }, s: { scopes: s.map(at), extends: ['r'] } },
      routes: { [ROUTE]: level === 'scopes' ? { any } : level },
    }
  })
type Form = Parameters<typeof fixedPoint>[0] & { token: { enforce: string; role_claim?: string } }

const ruleOf = (catalog: Catalog): Rule => ({
  needs: normOf(catalog.routes[0]?.requirement ?? { level: 'undecided' }),
  reading: readingOf(catalog),
})

/** Whether a token passes, computed from the file as written. */
function naive(made: Form, caller: Caller): boolean {
  const needs = made.routes[ROUTE]
  if (needs === 'public') return true
  if (caller === undefined) return false
  if (typeof needs !== 'object' || !('any' in needs)) return true
  const claim = made.token.role_claim?.replace('/', '')
  const carried = caller.flatMap((item) => {
    if (item.kind === 'scope') return item.name in made.scopes ? [item.name] : []
    return item.claim.replace('/', '') === claim ? [...naiveOwn(made, item.name)] : []
  })
  const held = made.token.enforce === 'implied' ? fixedPoint(made, carried) : new Set(carried)
  return needs.any.some((way) => `${way}`.split(' ').every((name) => held.has(name)))
}

const items = (made: Form): Item[] => {
  const claim = made.token.role_claim
  const roles = claim === undefined ? [] : ['r', 's']
  return roles.map((name) => ({ kind: 'role', claim: claim?.replace('/', '') ?? '', name }))
}
const callersOf = (a: Form, b: Form): Caller[] => {
  const roles = new Map([...items(a), ...items(b)].map((item) => [JSON.stringify(item), item]))
  const names = new Set([...Object.keys(a.scopes), ...Object.keys(b.scopes)])
  const all = [...[...names].map((name): Item => ({ kind: 'scope', name })), ...roles.values()]
  const sets = Array.from({ length: 2 ** all.length }, (_, bits) =>
    all.filter((_, i) => (bits >> i) & 1),
  )
  return [undefined, ...sets]
}
const sizeOf = (caller: Caller): number => (caller === undefined ? -1 : caller.length)

test('finds the smallest token between two rules, declared or not, as trying all of them does', () => {
  let found = 0
  fc.assert(
    fc.property(form, form, (x, y) => {
      const [a, b] = [x as Form, y as Form]
      const [from, to] = [ruleOf(loadCatalog(a)), ruleOf(loadCatalog(b))]
      const between = callersOf(a, b).filter((each) => naive(a, each) && !naive(b, each))
      const answer = callerBetween(from, to)
      if (between.length === 0) {
        expect(answer).toEqual({ kind: 'none' })
        return
      }
      expect(answer).toMatchObject({ kind: 'caller', isSmallest: true })
      if (answer.kind !== 'caller') return
      found++
      expect([naive(a, answer.caller), naive(b, answer.caller)]).toEqual([true, false])
      expect(sizeOf(answer.caller)).toBe(Math.min(...between.map(sizeOf)))
    }),
    { numRuns: 60 },
  )
  expect(found).toBeGreaterThan(15)
})

describe('one rule implies another', () => {
  const literal = readingOf(loadCatalog({ scopes: Object.fromEntries(NAMES.map((x) => [x, x])) }))
  const sets = fc.array(fc.subarray(NAMES, { minLength: 1, maxLength: 3 }), { maxLength: 4 })
  const rule = sets.map((all): Rule => {
    const alternatives = all.map((scopes) => ({ scopes, others: [] }))
    return { needs: normOf({ level: 'scopes', alternatives }), reading: literal }
  })
  const implies = (a: Rule, b: Rule): boolean => callerBetween(a, b).kind === 'none'

  test('a partial order on normal forms', () => {
    fc.assert(
      fc.property(rule, rule, rule, (a, b, c) => {
        expect(implies(a, a)).toBe(true)
        if (implies(a, b) && implies(b, a)) expect(a.needs).toEqual(b.needs)
        if (implies(a, b) && implies(b, c)) expect(implies(a, c)).toBe(true)
      }),
    )
  })

  test('exactly if each minimal alternative contains one of the other', () => {
    fc.assert(
      fc.property(rule, rule, (a, b) => {
        const contains = a.needs.alternatives.every((x) =>
          b.needs.alternatives.some((y) => y.every((name) => x.includes(name))),
        )
        expect(implies(a, b)).toBe(contains)
      }),
    )
  })
})

describe('a search that would take too long', () => {
  /** Each of the scopes a0, a1, … can be given by two others, and the other rule refuses only few choices. */
  const wide = (size: number, enforce: 'literal' | 'implied'): Catalog => {
    const numbers = Array.from({ length: size }, (_, i) => i)
    const scopes = numbers.flatMap((i) => [
      [`a${i}`, { implies: [] }],
      [`x${i}`, { implies: [`a${i}`] }],
      [`y${i}`, { implies: [`a${i}`] }],
    ])
    const any =
      enforce === 'implied'
        ? [numbers.map((i) => `a${i}`).join(' ')]
        : numbers.flatMap((i) => [`x${i} y${(i + 1) % size}`, `y${i} x${(i + 1) % size}`, `a${i}`])
    const closed = [
      ...any,
      numbers.map((i) => `x${i}`).join(' '),
      numbers.map((i) => `y${i}`).join(' '),
    ]
    return loadCatalog({
      token: { enforce },
      scopes: Object.fromEntries(scopes),
      routes: { [ROUTE]: { any: enforce === 'implied' ? any : closed } },
    })
  }

  test('is given up, and never called none', () => {
    const [from, to] = [ruleOf(wide(24, 'implied')), ruleOf(wide(24, 'literal'))]
    expect(callerBetween(from, to, 50)).toEqual({ kind: 'unknown' })
    expect(callerBetween(ruleOf(wide(3, 'implied')), ruleOf(wide(3, 'literal')))).toEqual({
      kind: 'none',
    })
  })

  test('still answers with a token that both sides confirm, if it saw one', () => {
    const [a, b] = [
      wide(24, 'implied'),
      loadCatalog({ scopes: { q: 'Q' }, routes: { [ROUTE]: 'q' } }),
    ]
    const found = callerBetween(ruleOf(a), ruleOf(b), 1)
    expect(found).toMatchObject({ kind: 'caller', isSmallest: false })
    if (found.kind !== 'caller') return
    expect([allows(ruleOf(a), found.caller), allows(ruleOf(b), found.caller)]).toEqual([
      true,
      false,
    ])
  })
})
