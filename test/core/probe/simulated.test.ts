import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Catalog } from '../../../src/core/catalog/model.js'
import { satisfies } from '../../../src/core/catalog/requirement.js'
import { judgeRoute } from '../../../src/core/probe/judge.js'
import { world } from '../../support/generators.js'
import { answers, type Habits, plansOf, type Rule } from './simulated.js'

const USUAL: Habits = { trouble: undefined, troubleFirst: false, head: true }
const anyHabits: fc.Arbitrary<Habits> = fc.record({
  trouble: fc.constantFrom(undefined, 404 as const, 422 as const),
  troubleFirst: fc.boolean(),
  head: fc.boolean(),
})

test('P20 a server that does what the catalog says, in any legal order of checks, has no finding', () => {
  fc.assert(
    fc.property(world, anyHabits, ({ catalog }, habits) => {
      for (const plan of plansOf(catalog)) {
        const { requirement } = plan.route
        const server = answers(catalog, plan.route, (held) => satisfies(requirement, held), habits)
        const verdict = judgeRoute(plan, plan.requests.map(server))
        expect(verdict.findings, plan.route.name).toEqual([])
        // Where every token may have another way in, there is nothing to compare.
        const canTell = plan.requests.some(
          ({ expected }) => expected === 'allowed' || expected === 'forbidden',
        )
        if (!habits.trouble)
          expect(verdict.state, plan.route.name).toBe(canTell ? 'clean' : 'inconclusive')
      }
    }),
  )
})

/** All sets of declared scopes that are closed under implication. */
function closedSets(catalog: Catalog): ReadonlySet<string>[] {
  const names = [...catalog.scopes.keys()]
  return Array.from({ length: 2 ** names.length }, (_, bits) =>
    names.filter((_name, i) => (bits >> i) & 1),
  )
    .map((set) => new Set(set))
    .filter((set) =>
      [...set].every((name) => [...(catalog.implied.get(name) ?? [])].every((x) => set.has(x))),
    )
}

const SHUT = ['shut', 'shut-alternative']
const OPEN = ['any-token', 'missing-scope', 'lookalike-scope']

test('P20 a server with any other monotone rule on a route has a finding of the right kind there', () => {
  const cases = world
    .filter(({ catalog }) => catalog.scopes.size > 0 && catalog.scopes.size <= 10)
    .chain((w) => {
      const names = [...w.catalog.scopes.keys()]
      const alternative = fc.uniqueArray(fc.constantFrom(...names), { maxLength: 3 })
      return fc.tuple(fc.constant(w), fc.array(alternative, { maxLength: 3 }))
    })
  fc.assert(
    fc.property(cases, ([{ catalog }, alternatives]) => {
      const rule: Rule = (held) => alternatives.some((all) => all.every((name) => held.has(name)))
      for (const plan of plansOf(catalog)) {
        const { requirement } = plan.route
        if (requirement.level === 'public' || plan.leftOut.otherWays > 0) continue
        const { findings } = judgeRoute(
          plan,
          plan.requests.map(answers(catalog, plan.route, rule, USUAL)),
        )
        const kinds = findings.map(({ kind }) => kind)
        const differs = closedSets(catalog).map((held) => ({
          want: satisfies(requirement, held),
          get: rule(held),
        }))
        const opens = differs.some(({ want, get }) => get && !want)
        const shuts = differs.some(({ want, get }) => want && !get)
        expect(
          kinds.some((kind) => OPEN.includes(kind)),
          `${plan.route.name} open`,
        ).toBe(opens)
        expect(
          kinds.some((kind) => SHUT.includes(kind)),
          `${plan.route.name} shut`,
        ).toBe(
          shuts || (catalog.token.enforce === 'literal' && kinds.some((k) => SHUT.includes(k))),
        )
      }
    }),
  )
})

test('P20 the order of the answers does not matter', () => {
  fc.assert(
    fc.property(world, fc.infiniteStream(fc.nat()), ({ catalog }, numbers) => {
      for (const plan of plansOf(catalog)) {
        const { requirement } = plan.route
        const server = answers(catalog, plan.route, (held) => !satisfies(requirement, held), USUAL)
        const exchanges = plan.requests.map(server)
        const shuffled = exchanges
          .map((each) => ({ each, key: numbers.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ each }) => each)
        const kinds = (all: typeof exchanges): string[] =>
          judgeRoute(plan, all)
            .findings.map(({ kind }) => kind)
            .sort()
        expect(kinds(shuffled)).toEqual(kinds(exchanges))
      }
    }),
  )
})

test('a variant without an answer makes a route inconclusive', () => {
  fc.assert(
    fc.property(world, ({ catalog }) => {
      for (const plan of plansOf(catalog)) {
        // OPTIONS is only reported.
        const isGuarded = ({ variant }: (typeof plan.requests)[number]): boolean =>
          variant !== undefined && variant !== 'options'
        if (!plan.requests.some(isGuarded)) continue
        const { requirement } = plan.route
        const server = answers(catalog, plan.route, (held) => satisfies(requirement, held), USUAL)
        const exchanges = plan.requests.map((planned) =>
          planned.variant === undefined
            ? server(planned)
            : { planned, reply: { failed: 'network' as const, detail: 'closed' } },
        )
        expect(judgeRoute(plan, exchanges).why?.is, plan.route.name).toBe('unanswered')
      }
    }),
  )
})
