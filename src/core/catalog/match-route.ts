import { byCodeUnit } from '../word.js'
import { firstOfEqual, minimal } from './governing.js'
import type { Catalog, Route } from './model.js'
import { norm } from './requirement.js'
import { routeIndex } from './route-index.js'

export type Match =
  /** `also`: routes that are equally specific and require the same; [] if there are none. */
  | { readonly kind: 'route'; readonly route: Route; readonly also: readonly Route[] }
  | { readonly kind: 'none' }
  | { readonly kind: 'ambiguous'; readonly routes: readonly Route[] }

/**
 * Finds the route that governs a request: among the routes whose template contains the path, the one whose set of paths
 * is contained in every other's. If there is none, but all of the narrowest ones require the same and none is undecided,
 * it is the first of these by name. The catalog's order does not matter. HEAD falls back to GET if no HEAD route contains
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
  const narrowest = minimal(candidates)
  const route = firstOfEqual(narrowest, ({ requirement }) => norm(requirement))
  if (!route) return { kind: 'ambiguous', routes: narrowest }
  const also = narrowest.filter((each) => each !== route).sort((a, b) => byCodeUnit(a.name, b.name))
  return { kind: 'route', route, also }
}
