import type { Catalog, Route } from './model.js'
import { routeIndex } from './route-index.js'
import { isWithin } from './route-template.js'

export type Match =
  | { readonly kind: 'route'; readonly route: Route }
  | { readonly kind: 'none' }
  | { readonly kind: 'ambiguous'; readonly routes: readonly Route[] }

/**
 * Finds the route that governs a request: among the routes whose template contains the path, the one whose set of paths
 * is contained in every other's. The catalog's order does not matter. HEAD falls back to GET if no HEAD route contains
 * the path.
 *
 * NOT checked: whether the path is canonical. For a path that is not, the answer is meaningless.
 *
 * @param catalog a catalog that was read without problems
 * @param method in upper case, such as `GET`
 * @param path in canonical form (`canonicalPath`)
 * @returns the route, none, or the routes that are equally specific
 * @throws nothing
 * @example
 * ```ts
 * import { matchRoute, parseCatalog, sourceOf } from 'scopectl'
 *
 * const routes = { 'GET /users/{id}': 'authenticated', 'GET /users/me': 'authenticated' }
 * const catalog = parseCatalog(sourceOf({ scopes: {}, routes }))
 * if (!catalog.ok) throw new Error('not a catalog')
 * const match = matchRoute(catalog.value, 'HEAD', '/users/me')
 * match.kind === 'route' && match.route.name // => 'GET /users/me'
 * matchRoute(catalog.value, 'POST', '/users/me') // => { kind: 'none' }
 * ```
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

/** The candidates with no other candidate strictly inside them; two or more of these are ambiguous. */
function minimal(candidates: readonly Route[]): Route[] {
  const isStrictlyWithin = (inner: Route, outer: Route): boolean =>
    isWithin(inner.pattern, outer.pattern) && !isWithin(outer.pattern, inner.pattern)
  return candidates.filter((route) => !candidates.some((other) => isStrictlyWithin(other, route)))
}
