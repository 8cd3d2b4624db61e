import type { Catalog, Route } from './model.js'
import { routeIndex } from './route-index.js'
import { isWithin } from './route-template.js'

export type Match =
  | { readonly kind: 'route'; readonly route: Route }
  | { readonly kind: 'none' }
  | { readonly kind: 'ambiguous'; readonly routes: readonly Route[] }

/**
 * The route that governs a request: of all whose template contains the path, the one whose set of paths lies within
 * every other's. By inclusion, never by file order; HEAD falls to GET where no HEAD route contains the path.
 *
 * @param path in canonical form (canonical-path.ts).
 */
export function matchRoute(catalog: Catalog, method: string, path: string): Match {
  const candidates = routeIndex(catalog).candidates(method, path)
  if (candidates.length === 0) {
    return method === 'HEAD' ? matchRoute(catalog, 'GET', path) : { kind: 'none' }
  }
  const smallest = candidates.find((route) =>
    candidates.every((other) => isWithin(route.pattern, other.pattern)),
  )
  if (smallest) return { kind: 'route', route: smallest }
  return { kind: 'ambiguous', routes: minimal(candidates) }
}

/** The candidates with no other one strictly inside them: two or more of these are the ambiguity. */
function minimal(candidates: readonly Route[]): Route[] {
  const isStrictlyWithin = (inner: Route, outer: Route): boolean =>
    isWithin(inner.pattern, outer.pattern) && !isWithin(outer.pattern, inner.pattern)
  return candidates.filter((route) => !candidates.some((other) => isStrictlyWithin(other, route)))
}
