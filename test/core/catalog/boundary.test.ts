import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { boundaryOf, heldIn } from '../../../src/core/catalog/boundary.js'
import type { Requirement } from '../../../src/core/catalog/model.js'
import { type Reached, reachOf } from '../../../src/core/catalog/reach.js'
import { satisfies } from '../../../src/core/catalog/requirement.js'
import '../../support/seed.js'

interface World {
  readonly scopes: ReadonlyMap<string, never>
  readonly implied: Reached
}

/** A world of scopes `a`, `b`, … with these implications. */
function worldOf(size: number, implies: Readonly<Record<string, readonly string[]>> = {}): World {
  const names = Array.from({ length: size }, (_, i) => String.fromCharCode(97 + i))
  const reached = reachOf(new Map(names.map((name) => [name, implies[name] ?? []])))
  if (!reached.ok) throw new Error('a cycle')
  return {
    scopes: new Map(names.map((name) => [name, undefined as never])),
    implied: reached.reach,
  }
}

const subsets = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: 2 ** all.length }, (_, bits) => all.filter((_, i) => (bits >> i) & 1))

const closedSets = ({ scopes, implied }: World): string[][] =>
  subsets([...scopes.keys()]).filter((set) =>
    set.every((name) => [...(implied.get(name) ?? [])].every((other) => set.includes(other))),
  )

const requirementOf = (alternatives: readonly (readonly string[])[]): Requirement => {
  if (alternatives.some((names) => names.length === 0)) return { level: 'authenticated' }
  return {
    level: 'scopes',
    alternatives:
      alternatives.length === 0
        ? [{ scopes: [], others: [{ other: 'nobody' }] }]
        : alternatives.map((scopes) => ({ scopes, others: [] })),
  }
}

/** Every monotone rule on these sets, as the values that it gives them. */
function monotoneRules(sets: readonly (readonly string[])[]): boolean[][] {
  const order = [...sets.keys()].sort((a, b) => (sets[a]?.length ?? 0) - (sets[b]?.length ?? 0))
  const within = (a: number, b: number): boolean =>
    sets[a]?.every((name) => sets[b]?.includes(name)) ?? false
  let rules: boolean[][] = [[]]
  for (const [at, i] of order.entries()) {
    rules = rules.flatMap((rule) => {
      const forced = order.slice(0, at).some((j) => rule[j] && within(j, i))
      return (forced ? [true] : [false, true]).map((value) => {
        const next = [...rule]
        next[i] = value
        return next
      })
    })
  }
  return rules
}

/** The boundary as numbers of closed sets. */
function boundaryIn(world: World, requirement: Requirement, sets: readonly (readonly string[])[]) {
  const { allowed, refused, leftOut } = boundaryOf(requirement, world)
  expect(leftOut).toEqual({ count: 0, isExact: true })
  const numberOf = (names: readonly string[]): number =>
    sets.findIndex((set) => [...set].sort().join() === [...names].sort().join())
  const found = [...allowed, ...refused.map((each) => heldIn(world, each))].map(numberOf)
  expect(found).not.toContain(-1)
  return found
}

describe('the boundary tells a requirement from every other monotone rule, and nothing smaller does', () => {
  const worlds: [string, World][] = [
    ['one scope', worldOf(1)],
    ['four scopes', worldOf(4)],
    ['a chain', worldOf(4, { d: ['c'], c: ['b'], b: ['a'] })],
    ['a diamond', worldOf(4, { d: ['b', 'c'], b: ['a'], c: ['a'] })],
    ['two pairs', worldOf(4, { b: ['a'], d: ['c'] })],
    ['a tree', worldOf(4, { d: ['a', 'b'] })],
  ]
  test.each(worlds)('P20 %s', (_, world) => {
    const sets = closedSets(world)
    const rules = monotoneRules(sets)
    if (world.scopes.size === 4 && sets.length === 16) expect(rules).toHaveLength(168)
    for (const rule of rules) {
      const allowed = sets.filter((_, i) => rule[i])
      const requirement = requirementOf(allowed)
      const boundary = boundaryIn(world, requirement, sets)
      for (const i of boundary) expect(satisfies(requirement, new Set(sets[i]))).toBe(rule[i])
      const alike = (among: readonly number[]): number =>
        rules.filter((other) => among.every((i) => other[i] === rule[i])).length
      expect(alike(boundary)).toBe(1)
      for (const left of boundary) {
        expect(alike(boundary.filter((each) => each !== left))).toBeGreaterThan(1)
      }
    }
  })
})

const names = [...'abcdefghij']
const anyWorld = fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { maxLength: 12 }).map((pairs) => {
  const implies: Record<string, string[]> = {}
  for (const [x, y] of pairs) {
    if (x === y) continue
    const [low, high] = [names[Math.min(x, y)] ?? 'a', names[Math.max(x, y)] ?? 'a']
    implies[high] = [...(implies[high] ?? []), low]
  }
  return worldOf(10, implies)
})
const anyAlternatives = fc.array(
  fc.uniqueArray(fc.constantFrom(...names), { minLength: 1, maxLength: 4 }),
  { maxLength: 5 },
)

test('P20 with ten scopes: refused sets are refused, and each larger closed set is allowed', () => {
  fc.assert(
    fc.property(anyWorld, anyAlternatives, (world, alternatives) => {
      const requirement = requirementOf(alternatives)
      const sets = closedSets(world)
      const isAllowed = (set: readonly string[]): boolean => satisfies(requirement, new Set(set))
      const within = (a: readonly string[], b: readonly string[]): boolean =>
        a.length < b.length && a.every((name) => b.includes(name))
      const minimal = sets.filter(
        (set) => isAllowed(set) && !sets.some((other) => within(other, set) && isAllowed(other)),
      )
      const maximal = sets.filter(
        (set) => !isAllowed(set) && !sets.some((other) => within(set, other) && !isAllowed(other)),
      )
      const { allowed, refused } = boundaryOf(requirement, world)
      const text = (all: readonly (readonly string[])[]): string[] =>
        all.map((set) => [...set].sort().join('')).sort()
      expect(text(allowed)).toEqual(text(minimal))
      expect(text(refused.map((each) => heldIn(world, each)))).toEqual(text(maximal))
    }),
  )
})

describe('a requirement with more refused sets than can be listed', () => {
  const wide = (pairs: number): { world: World; requirement: Requirement } => {
    const all = Array.from({ length: pairs * 2 }, (_, i) => `s${i}`)
    const reached = reachOf(new Map(all.map((name) => [name, []])))
    if (!reached.ok) throw new Error('a cycle')
    const scopes = new Map(all.map((name) => [name, undefined as never]))
    const pairsOf = Array.from({ length: pairs }, (_, i) => [`s${2 * i}`, `s${2 * i + 1}`])
    return { world: { scopes, implied: reached.reach }, requirement: requirementOf(pairsOf) }
  }

  test('says how many were left out', () => {
    const { world, requirement } = wide(8)
    const { refused, leftOut } = boundaryOf(requirement, world, 10)
    expect(refused).toHaveLength(10)
    expect(leftOut).toEqual({ count: 2 ** 8 - 10, isExact: true })
  })

  test('says that the number is not exact if it did not look at all of them', () => {
    const { world, requirement } = wide(40)
    const { refused, leftOut } = boundaryOf(requirement, world, 16)
    expect(leftOut.isExact).toBe(false)
    expect(leftOut.count).toBeGreaterThan(0)
    for (const each of refused) {
      const held = new Set(heldIn(world, each))
      expect(satisfies(requirement, held)).toBe(false)
      for (const name of each.lacks) {
        expect(satisfies(requirement, new Set([...held, name]))).toBe(true)
      }
    }
  })
})
