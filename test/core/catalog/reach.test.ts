import { expect, test } from 'vitest'
import { close, reachOf } from '../../../src/core/catalog/reach.js'
import { explainGrants } from '../../../src/core/subject/grants.js'
import { cpuTimer } from '../../support/cpu-time.js'
import { load } from '../../support/generators.js'

const COUNT = 20_000
const CHAIN = Array.from({ length: COUNT }, (_, i) => `s${i}`)
const nextIn = (i: number): string[] => CHAIN.slice(i + 1, i + 2)
const LISTED = [
  ['in the order of the chain', CHAIN],
  ['from the end of the chain', CHAIN.toReversed()],
] as const

test.each(LISTED)('the closure of a chain follows each edge once: listed %s', (_, listed) => {
  const reached = reachOf(new Map(CHAIN.map((name, i) => [name, nextIn(i)])))
  if (!reached.ok) throw new Error('a cycle')
  const { edges } = reached.reach
  let followed = 0
  const counting = {
    ...reached.reach,
    edges: {
      get: (name: string) => {
        followed++
        return edges.get(name)
      },
    },
  } as unknown as typeof reached.reach
  expect(close(counting, listed).size).toBe(COUNT)
  expect(followed).toBe(COUNT)
})

test('close says of each name which of the given ones implies it first', () => {
  const edges = { a: ['b'], b: ['c', 'd'], c: [], d: [], e: ['d', 'f'], f: [] }
  const reached = reachOf(new Map(Object.entries(edges)))
  if (!reached.ok) throw new Error('a cycle')
  const found: [string, string][] = []
  const all = close(reached.reach, ['c', 'a', 'unknown', 'e', 'b'], (...each) => found.push(each))
  expect(found.map((pair) => pair.join(' by '))).toEqual([
    ...['c by c', 'a by a', 'b by a', 'd by a', 'unknown by unknown', 'e by e', 'f by e'],
  ])
  expect([...all].sort()).toEqual(found.map(([name]) => name).sort())
})

test.each(LISTED)(
  'grants of a role with a chain are explained in linear time: listed %s',
  (_, scopes) => {
    const { catalog } = load({
      scopes: Object.fromEntries(CHAIN.map((name, i) => [name, { implies: nextIn(i) }])),
      roles: { whole: { scopes }, heir: { extends: ['whole'] } },
      routes: {},
    } as never)
    const spent = cpuTimer()
    for (const role of ['whole', 'heir']) {
      const grants = explainGrants(catalog, { kind: 'role', roles: [role] })
      expect(grants.size).toBe(COUNT)
      expect(grants.get('s7')).toMatchObject({ via: 'role', role, impliedBy: undefined })
      expect(grants.get('s7')?.from).toBe(role === 'heir' ? 'whole' : undefined)
    }
    expect(spent()).toBeLessThan(4000) // 0.1 s alone, 50 s if it were quadratic
  },
)
