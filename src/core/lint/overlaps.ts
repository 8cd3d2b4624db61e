import type { Route } from '../catalog/model.js'
import { type Relation, relate } from '../catalog/overlap.js'

export interface Pair {
  /** In file order. */
  readonly first: Route
  readonly second: Route
  readonly relation: Relation
}

interface Placed {
  readonly route: Route
  readonly order: number
}

/**
 * Every pair of routes of one method that share a path. Routes are partitioned by their texts, segment by segment, so
 * that 6,000 routes with different names do not mean 18 million pairs.
 *
 * @param among the number of segments of the longest other template that the samples are compared with
 */
export function* overlapping(routes: readonly Route[], among = 0): Generator<Pair> {
  const placed = routes.map((route, order) => ({ route, order }))
  for (const ofMethod of groupBy(placed, ({ route }) => route.method).values()) {
    const deepest = Math.max(depthOf(ofMethod.map(({ route }) => route)), among)
    for (const [a, b] of within(ofMethod, 0)) {
      const [first, second] = a.order < b.order ? [a.route, b.route] : [b.route, a.route]
      const relation = relate(first.pattern, second.pattern, deepest)
      if (relation.kind !== 'apart') yield { first, second, relation }
    }
  }
}

/** So few pairs that partitioning further costs more than checking each. */
const FEW = 32
export const DEEPEST = 64

/** The number of segments of the longest template, as far as it matters for samples. */
export const depthOf = (routes: readonly Route[]): number =>
  routes.reduce(
    (most, { pattern }) => Math.min(Math.max(most, pattern.segments.length), DEEPEST),
    0,
  )

function* within(routes: readonly Placed[], depth: number): Generator<[Placed, Placed]> {
  if (routes.length < 2) return
  if (routes.length * routes.length <= FEW || depth > DEEPEST) {
    for (const [i, one] of routes.entries()) {
      for (const other of routes.slice(i + 1)) yield [one, other]
    }
    return
  }
  const groups = groupBy(routes, (placed) => textAt(placed, depth))
  const open = groups.get(OPEN) ?? []
  for (const [text, group] of groups) {
    yield* within(group, depth + 1)
    if (text !== OPEN) yield* between(group, open, depth + 1)
  }
}

function* between(
  left: readonly Placed[],
  right: readonly Placed[],
  depth: number,
): Generator<[Placed, Placed]> {
  if (left.length === 0 || right.length === 0) return
  if (left.length * right.length <= FEW || depth > DEEPEST) {
    for (const one of left) for (const other of right) yield [one, other]
    return
  }
  const lefts = groupBy(left, (placed) => textAt(placed, depth))
  const rights = groupBy(right, (placed) => textAt(placed, depth))
  for (const [text, group] of lefts) {
    if (text === OPEN)
      for (const others of rights.values()) yield* between(group, others, depth + 1)
    else {
      yield* between(group, rights.get(text) ?? [], depth + 1)
      yield* between(group, rights.get(OPEN) ?? [], depth + 1)
    }
  }
}

/** Keys that differ from any segment's text: one for any segment, one for the end of the path. */
const OPEN = '/open'
const END = '/end'

function textAt({ route: { pattern } }: Placed, depth: number): string {
  const segment = pattern.segments[depth]
  if (!segment) return pattern.tail === undefined ? END : OPEN
  return segment.plain.length === 1 ? (segment.plain[0] ?? '') : OPEN
}

function groupBy(
  routes: readonly Placed[],
  keyOf: (placed: Placed) => string,
): Map<string, Placed[]> {
  const groups = new Map<string, Placed[]>()
  for (const placed of routes) {
    const key = keyOf(placed)
    const group = groups.get(key)
    if (group) group.push(placed)
    else groups.set(key, [placed])
  }
  return groups
}
