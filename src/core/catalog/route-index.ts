import type { Catalog, Route } from './model.js'
import { partsOf } from './route-template.js'
import { EXACT, emptyNode, gather, insert, type Node } from './route-trie.js'

/** A catalog's routes, sorted so that finding those of a path costs as much as the path is long. */
export interface RouteIndex {
  /** Every route of the method whose template contains the path, in file order. */
  candidates(method: string, path: string): readonly Route[]
  /** The route that is called so, as the catalog writes it. */
  named(name: string): Route | undefined
}

// Kept by the list itself: copies of a catalog that differ in their roles share it.
const known = new WeakMap<Catalog['routes'], RouteIndex>()

/** Made when it is first asked for. */
export function routeIndex({ routes }: Pick<Catalog, 'routes'>): RouteIndex {
  const found = known.get(routes) ?? indexOf(routes)
  known.set(routes, found)
  return found
}

function indexOf(routes: readonly Route[]): RouteIndex {
  const methods = new Map<string, Node>()
  // The last one of a name first, so that the first one stays.
  const names = new Map([...routes].reverse().map((route) => [route.name, route]))
  for (const [number, route] of routes.entries()) {
    const root = methods.get(route.method) ?? emptyNode()
    methods.set(route.method, root)
    insert(root, route.pattern, number, EXACT)
  }
  return {
    named: (name) => names.get(name),
    candidates(method, path) {
      const root = methods.get(method)
      if (!root) return []
      const found: number[] = []
      gather(root, partsOf(path), EXACT, found)
      return found.sort((a, b) => a - b).flatMap((number) => routes[number] ?? [])
    },
  }
}
