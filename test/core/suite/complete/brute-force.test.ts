import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Catalog, Requirement } from '../../../../src/core/catalog/model.js'
import { parseCatalog } from '../../../../src/core/catalog/parse.js'
import { satisfies } from '../../../../src/core/catalog/requirement.js'
import { sourceOf } from '../../../../src/core/source.js'
import { grantsOf } from '../../../../src/core/subject/grants.js'
import type { Stated } from '../../../../src/core/suite/evidence/passes.js'
import { named } from '../../../../src/core/suite/evidence/rows.js'
import type { NamedSubject } from '../../../../src/core/suite/model.js'
import { parseUsers } from '../../../../src/core/users/parse.js'
import { some } from '../../../support/some.js'
import '../../../support/seed.js'
import { valueOfParsed } from '../support.js'
import { closedSets, completenessIn, rowText, suggestedIn } from './support.js'

type Form = Record<string, unknown>

function load(form: Form) {
  const catalog = valueOfParsed(parseCatalog(sourceOf(form)))
  return { catalog, users: valueOfParsed(parseUsers(sourceOf({ users: {} }), catalog)) }
}

/** Every token that can be asked about: none, and one for each closed set of scopes. */
interface Token {
  readonly subject: NamedSubject
  readonly held: ReadonlySet<string> | undefined
}

const tokensOf = (catalog: Catalog): Token[] => [
  { subject: named({ kind: 'anonymous' }), held: undefined },
  ...closedSets(catalog).map((scopes) => {
    return { subject: named({ kind: 'scopes', scopes }), held: new Set(scopes) }
  }),
]

/** Every monotone rule on these tokens, as the values that it gives them. The smaller come first. */
function monotoneRules(tokens: readonly Token[]): boolean[][] {
  const within = (a: Token, b: Token): boolean =>
    !a.held || [...a.held].every((name) => b.held?.has(name))
  const order = tokens.toSorted((a, b) => (a.held?.size ?? -1) - (b.held?.size ?? -1))
  let rules: Map<Token, boolean>[] = [new Map()]
  for (const [i, token] of order.entries()) {
    rules = rules.flatMap((rule) => {
      const forced = order.slice(0, i).some((each) => rule.get(each) && within(each, token))
      return (forced ? [true] : [false, true]).map((value) => new Map(rule).set(token, value))
    })
  }
  return rules.map((rule) => tokens.map((token) => rule.get(token) ?? false))
}

const needsOf = (rule: readonly boolean[], tokens: readonly Token[]): unknown => {
  if (rule[0]) return 'public'
  const sets = tokens.flatMap(({ held }, i) => (held && rule[i] ? [[...held]] : []))
  if (sets.length === 0) return { any: [{ other: 'nobody' }] }
  return sets.some((set) => set.length === 0)
    ? 'authenticated'
    : { any: sets.map((set) => ({ all: set })) }
}

const allows = (requirement: Requirement, { held }: Token): boolean =>
  requirement.level === 'public' || (held !== undefined && satisfies(requirement, held))

const LATTICES: [string, Record<string, string[]>][] = [
  ['four scopes', {}],
  ['a chain', { d: ['c'], c: ['b'], b: ['a'] }],
  ['a diamond', { d: ['b', 'c'], b: ['a'], c: ['a'] }],
  ['two pairs', { b: ['a'], d: ['c'] }],
]

describe('P20 a suite is complete exactly if no other monotone rule passes it', () => {
  test.each(LATTICES)(
    '%s: all monotone rules',
    (name, implies) => {
      const scopes = Object.fromEntries(
        [...'abcd'].map((each) => [each, { implies: implies[each] ?? [] }]),
      )
      const bare = load({ scopes, routes: {} })
      const tokens = tokensOf(bare.catalog)
      const rules = monotoneRules(tokens)
      // 168 on the sets of four scopes; and `public`, which allows no token as well.
      if (name === 'four scopes') expect(rules).toHaveLength(169)
      const random = fc.sample(fc.array(fc.nat(tokens.length - 1), { maxLength: 12 }), 2)
      for (const rule of rules) {
        const model = load({ scopes, routes: { 'GET /x': needsOf(rule, tokens) } })
        const [route] = model.catalog.routes
        if (!route) throw new Error('a route is missing')
        expect(tokens.map((token) => allows(route.requirement, token))).toEqual(rule)
        const stated = (index: number): Stated => {
          const { subject, held } = tokens[index]!
          const status = rule[index] ? 200 : held ? 403 : 401
          return { subject, route, expected: new Set([status] as const) }
        }
        const alike = (asked: readonly number[]): number =>
          rules.filter((other) => asked.every((i) => other[i] === rule[i])).length
        const check = (asked: readonly number[]): void => {
          const { isComplete } = completenessIn(model, asked.map(stated))
          expect(isComplete, JSON.stringify([rule, asked])).toBe(alike(asked) === 1)
        }
        for (const asked of random) check(asked)
        check([...tokens.keys()])
        const added = suggestedIn(model, completenessIn(model, []))
        const keyOf = (held: Iterable<string> | undefined) => held && [...held].sort().join()
        const numbers = added.map(({ subject }) => {
          const held = grantsOf(model.catalog, (subject as NamedSubject).subject)
          return tokens.findIndex((token) => keyOf(token.held) === keyOf(held))
        })
        expect(alike(numbers)).toBe(1)
        for (const left of numbers)
          expect(alike(numbers.filter((i) => i !== left))).toBeGreaterThan(1)
      }
    },
    60_000,
  )
})

const NAMES = ['a', 'b', 'c', 'd', 'e']
const ways = fc
  .array(some(NAMES, 3, 1), { minLength: 1, maxLength: 3 })
  .map((sets) => ({ any: sets.map((all) => ({ all })) }))

test('a role is complete exactly if no other grant that passes gives it another answer', () => {
  const seen = { complete: 0, open: 0 }
  const forms = fc.record({
    held: some(NAMES),
    routes: fc.array(ways, { minLength: 1, maxLength: 6 }),
    isTop: fc.boolean(),
    full: fc.array(fc.nat(5), { maxLength: 6 }),
    narrow: fc.option(some(NAMES, 2, 1)),
  })
  fc.assert(
    fc.property(forms, ({ held, routes, isTop, full, narrow }) => {
      const model = load({
        scopes: { a: { implies: isTop ? ['b', 'c'] : [] }, b: 'b', c: 'c', d: 'd', e: 'e' },
        roles: { r: { scopes: held } },
        routes: Object.fromEntries(routes.map((needs, i) => [`GET /${i}`, needs])),
      })
      const { catalog } = model
      const subject = { kind: 'role' as const, roles: ['r'] }
      const grants = grantsOf(catalog, subject)!
      const asked = (scopes: Iterable<string>, who: NamedSubject, number: number): Stated[] => {
        const route = catalog.routes[number]
        if (!route) return []
        const status = satisfies(route.requirement, new Set(scopes)) ? 200 : 403
        return [{ subject: who, route, expected: new Set([status] as const) }]
      }
      const assertions = full.flatMap((number) => asked(grants, named(subject), number))
      const scope = narrow?.filter((each) => grants.has(each)) ?? []
      if (scope.length > 0) {
        const narrowed = named(subject, { scope })
        assertions.push(
          ...asked(
            scope.flatMap((x) => [...catalog.implied.get(x)!]),
            narrowed,
            0,
          ),
        )
      }
      const passes = (other: readonly string[]): boolean =>
        scope.every((each) => other.includes(each)) &&
        full.every((i) => rowText(catalog, other)[i] === rowText(catalog, grants)[i])
      const others = closedSets(catalog)
        .filter(passes)
        .map((other) => rowText(catalog, other))
      const { openRoles } = completenessIn(model, [...routesAsked(), ...assertions])
      const isComplete = others.every((row) => row === rowText(catalog, grants))
      expect(openRoles.length === 0).toBe(isComplete)
      seen[isComplete ? 'complete' : 'open']++

      // With bare scopes, which tell nothing about the role.
      function routesAsked(): Stated[] {
        return closedSets(catalog).flatMap((scopes) =>
          [...catalog.routes.keys()].flatMap((i) =>
            asked(scopes, named({ kind: 'scopes', scopes }), i),
          ),
        )
      }
    }),
    { numRuns: 400 },
  )
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(50)
})
