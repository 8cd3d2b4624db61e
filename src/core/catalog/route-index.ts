import type { Catalog, Route } from './model.js'
import { partsOf } from './route-template.js'
import { EXACT, emptyNode, gather, insert, type Node } from './route-trie.js'

/** A catalog's routes, indexed so that looking up a path takes time proportional to its length. */
export interface RouteIndex {
  /** Every route of the method whose template contains the path, in file order. */
  candidates(method: string, path: string): readonly Route[]
  /** The route with this name, as the catalog writes it. */
  named(name: string): Route | undefined
}

// Keyed by the list itself, so that copies of a catalog that differ in their roles share the index.
const known = new WeakMap<Catalog['routes'], RouteIndex>()

/** Built when it is first needed. */
export function routeIndex({ routes }: Pick<Catalog, 'routes'>): RouteIndex {
  const found = known.get(routes) ?? indexOf(routes)
  known.set(routes, found)
  return found
}

function indexOf(routes: readonly Route[]): RouteIndex {
  const methods = new Map<string, Node>()
  // In reverse, so that the first route with a name is the one that is kept.
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
