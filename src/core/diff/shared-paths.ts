import type { RouteKey } from '../access/facts.js'
import { matchRoute } from '../catalog/match-route.js'
import type { Catalog, Route } from '../catalog/model.js'
import type { Norm } from '../catalog/norm.js'
import { pathOf, samplesIn } from '../catalog/overlap.js'
import { normOf } from '../catalog/requirement.js'
import { depthOf, overlapping } from '../lint/overlaps.js'

/** A path that another route governs on the newer side, although neither route's paths contain the other's. */
export interface SharedPath {
  /** `METHOD /path`. */
  readonly name: string
  readonly was: Norm
  readonly is: Norm
}

/**
 * Paths that change hands between routes that only one side has: of two that overlap, and between a HEAD route and the GET
 * routes that answer HEAD without it. All other changes of hands are between routes that contain each other (see `align`).
 * Paths without an answer on one side, because two routes claim them, are left out: lint reports those.
 */
export function* sharedPaths(older: Catalog, newer: Catalog): Generator<SharedPath> {
  const [gone, made] = [only(older, newer), only(newer, older)]
  const seen = new Set<string>()
  const places = [
    ...placesIn(gone, made, 'overlap'),
    ...placesIn(asGet(gone), gets(newer), 'any'),
    ...placesIn(asGet(made), gets(older), 'any'),
  ]
  for (const { method, sample } of places) {
    const name = nameOf(method, sample, [older, newer])
    if (name === undefined || seen.has(name)) continue
    seen.add(name)
    const [was, is] = [normAt(older, method, sample), normAt(newer, method, sample)]
    if (was && is) yield { name, was, is }
  }
}

interface Place {
  readonly method: string
  readonly sample: string
}

const keyOf = ({ method, pattern }: Route): RouteKey => `${method} ${pattern.shape}`

function only({ routes }: Catalog, other: Catalog): Route[] {
  const known = new Set(other.routes.map(keyOf))
  return routes.filter((route) => !known.has(keyOf(route)))
}

const gets = ({ routes }: Catalog): Route[] => routes.filter(({ method }) => method === 'GET')
/** HEAD routes, so that they can be compared with those of GET. */
const asGet = (routes: readonly Route[]): Route[] =>
  routes.flatMap((route) => (route.method === 'HEAD' ? { ...route, method: 'GET' } : []))

/** Paths in a route of each of two lists; `any`: also those of the second list's routes that are inside one of the first. */
function* placesIn(
  some: readonly Route[],
  others: readonly Route[],
  which: 'overlap' | 'any',
): Generator<Place> {
  if (some.length === 0 || others.length === 0) return
  const mine = new Set(some)
  const deepest = depthOf([...some, ...others])
  for (const { first, second, relation } of overlapping([...some, ...others])) {
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

function normAt(catalog: Catalog, method: string, path: string): Norm | undefined {
  const match = matchRoute(catalog, method, path)
  return match.kind === 'route' ? normOf(match.route.requirement) : undefined
}

/** The path as somebody would write it, if the same routes govern it as the sample. */
function nameOf(method: string, sample: string, sides: readonly Catalog[]): string | undefined {
  const governor = (catalog: Catalog, path: string): string | undefined => {
    const match = matchRoute(catalog, method, path)
    return match.kind === 'route' ? match.route.name : undefined
  }
  const path = pathOf(sample, (written) =>
    sides.every((catalog) => governor(catalog, written) === governor(catalog, sample)),
  )
  return path === undefined ? undefined : `${method} ${path}`
}
