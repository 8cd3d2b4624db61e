import type { RouteKey } from '../access/facts.js'
import type { Route } from '../catalog/model.js'
import { pathOf, samplesIn } from '../catalog/overlap.js'
import { DEEPEST, overlapping } from '../lint/overlaps.js'
import { align, type Taken, withTaken } from './align.js'
import { type Governor, governorsOf, type Routed, routesOf } from './known-routes.js'

/**
 * Gives the two sides the same routes (see `align`), and the same paths: those that change hands between routes that only
 * one side has, of two that overlap, and between a HEAD route and the GET routes that answer HEAD without it. For each
 * route that governs such paths before, and each one after, one concrete path is compared like a route.
 *
 * Paths without an answer on one side, because two routes claim them, are left out: lint reports those.
 */
export function alignPaths<F extends Routed>(before: F, after: F): readonly [F, F] {
  const [was, is] = align(before, after)
  const shared = sharedPaths(before, after)
  if (shared.length === 0) return [was, is]
  return [
    withTaken(
      was,
      shared.map(({ older }) => older),
    ),
    withTaken(
      is,
      shared.map(({ newer }) => newer),
    ),
  ]
}

/** A path that another route governs on the newer side, although neither route's paths contain the other's. */
interface SharedPath {
  readonly older: Taken
  readonly newer: Taken
}

function sharedPaths(older: Routed, newer: Routed): SharedPath[] {
  const [gone, made] = [only(older, newer), only(newer, older)]
  if (gone.length + made.length === 0) return []
  // Routes of both sides may govern the shorter paths of a tail, so that only a longer one changes hands.
  const deepest = Math.max(depthIn(older), depthIn(newer))
  const places = [
    ...placesIn(gone, made, 'overlap', deepest),
    ...placesIn(asGet(gone), gets(newer, gone), 'any', deepest),
    ...placesIn(asGet(made), gets(older, made), 'any', deepest),
  ]
  if (places.length === 0) return []
  const [before, after] = [governorsOf(older), governorsOf(newer)]
  const shared = new Map<string, SharedPath>()
  for (const { method, sample } of places) {
    const [was, is] = [before(method, sample), after(method, sample)]
    if (was === undefined || is === undefined) continue
    const hands = `${method}\n${was}\n${is}`
    if (shared.has(hands)) continue
    const name = nameOf(method, sample, [before, after])
    if (name === undefined) continue
    const path = { key: name, name }
    shared.set(hands, { older: { ...path, governor: was }, newer: { ...path, governor: is } })
  }
  return [...shared.values()]
}

interface Place {
  readonly method: string
  readonly sample: string
}

/** At least the number of segments of the longest template, as far as it matters for samples. */
const depthIn = ({ routes }: Routed): number => {
  let most = 0
  for (const key of routes.keys()) most = Math.max(most, key.split('/').length - 1)
  return Math.min(most, DEEPEST)
}

const only = (facts: Routed, other: Routed): Route[] =>
  routesOf(
    facts,
    [...facts.routes.keys()].filter((key: RouteKey) => !other.routes.has(key)),
  )

/** Those that a HEAD route could take over; none if there is no HEAD route among the others. */
const gets = (facts: Routed, others: readonly Route[]): Route[] =>
  others.some(({ method }) => method === 'HEAD')
    ? routesOf(
        facts,
        [...facts.routes.keys()].filter((key) => key.startsWith('GET ')),
      )
    : []

/** HEAD routes, so that they can be compared with those of GET. */
const asGet = (routes: readonly Route[]): Route[] =>
  routes.flatMap((route) => (route.method === 'HEAD' ? { ...route, method: 'GET' } : []))

/** Paths in a route of each of two lists; `any`: also those of the second list's routes that are inside one of the first. */
function* placesIn(
  some: readonly Route[],
  others: readonly Route[],
  which: 'overlap' | 'any',
  deepest: number,
): Generator<Place> {
  if (some.length === 0 || others.length === 0) return
  const mine = new Set(some)
  for (const { first, second, relation } of overlapping([...some, ...others], deepest)) {
    if (mine.has(first) === mine.has(second)) continue
    const method = which === 'any' ? 'HEAD' : first.method
    if (relation.kind === 'overlap') {
      for (const sample of relation.samples) yield { method, sample }
    } else if (which === 'any') {
      const inner = relation.kind === 'around' ? second : first
      const isInner = relation.kind !== 'same' && !mine.has(inner)
      if (isInner) for (const sample of samplesIn(inner.pattern, deepest)) yield { method, sample }
    }
  }
}

/** The path as somebody would write it, if the same routes govern it as the sample. */
function nameOf(method: string, sample: string, sides: readonly Governor[]): string | undefined {
  const path = pathOf(sample, (written) =>
    sides.every((governor) => governor(method, written) === governor(method, sample)),
  )
  return path === undefined ? undefined : `${method} ${path}`
}
