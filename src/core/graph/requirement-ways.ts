import type { Requirement } from '../catalog/model.js'
import { antichain, otherWays, otherWayText, tokenAlternatives } from '../catalog/requirement.js'
import { byCodeUnit } from '../word.js'
import type { Bundles } from './bundles.js'
import type { GraphLevel, NodeKind } from './model.js'

/** One thing that a way in needs: the first scope of a box, a keyword, or something outside the catalog. */
export interface Part {
  readonly kind: Extract<NodeKind, 'scope' | 'level' | 'outside'>
  readonly name: string
}

/** The ways into a route, each with everything that it needs. Two routes with the same ways share a box. */
export type Ways = readonly (readonly Part[])[]

/**
 * The ways in, with the scopes of a box as one. A way that needs more than another one is left out, as it lets in nobody
 * else.
 *
 * @param held only the ways that one of these sets satisfies; undefined: all
 */
export function waysOf(
  requirement: Requirement,
  bundles: Bundles,
  held: readonly ReadonlySet<string>[] | undefined,
): Ways {
  const { level } = requirement
  const isUsed = (scopes: readonly string[]): boolean =>
    held === undefined || held.some((set) => scopes.every((name) => set.has(name)))
  const boxed = (scopes: readonly string[]): string[] =>
    scopes.map((name) => bundles.get(name)?.[0] ?? name)
  const alternatives = level === 'scopes' ? tokenAlternatives(requirement).filter(isUsed) : []
  const scoped = antichain(alternatives.map(boxed)).map((names) => names.map(scopePart))
  const outside = held === undefined ? otherWays(requirement) : []
  const others = outside.map(({ scopes, others: ways }): Part[] => [
    ...[...new Set(boxed(scopes))].sort(byCodeUnit).map(scopePart),
    ...ways.map((way) => ('authenticated' in way ? levelPart('authenticated') : outsidePart(way))),
  ])
  const own = level === 'scopes' ? [] : [[levelPart(level)]]
  return unique([...own, ...scoped, ...others])
}

const scopePart = (name: string): Part => ({ kind: 'scope', name })
const levelPart = (name: GraphLevel): Part => ({ kind: 'level', name })
const outsidePart = (way: Parameters<typeof otherWayText>[0]): Part => ({
  kind: 'outside',
  name: 'scheme' in way ? `scheme ${otherWayText(way)}` : otherWayText(way),
})

/** Equal texts mean equal parts in any order. */
export const keyOf = (parts: readonly Part[]): string =>
  JSON.stringify([...new Set(parts.map(({ kind, name }) => `${kind} ${name}`))].sort(byCodeUnit))

function unique(ways: Ways): Ways {
  const known = new Map(ways.map((parts) => [keyOf(parts), parts]))
  return [...known.keys()].sort(byCodeUnit).map((key) => known.get(key) ?? [])
}
