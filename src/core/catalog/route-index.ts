import { once } from '../once.js'
import type { Catalog, Route } from './model.js'
import { partsOf } from './route-template.js'
import { EXACT, gather, insert, type Node } from './route-trie.js'

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

/** Each method's routes, and the names, are only indexed when they are asked for. */
function indexOf(routes: readonly Route[]): RouteIndex {
  const methods = new Map<string, Node | undefined>(routes.map(({ method }) => [method, undefined]))
  const rootOf = (method: string): Node => {
    const root: Node = {}
    for (const [number, route] of routes.entries()) {
      if (route.method === method) insert(root, route.pattern, number, EXACT)
    }
    methods.set(method, root)
    return root
  }
  // In reverse, so that the first route with a name is the one that is kept.
  const names = once(() => new Map([...routes].reverse().map((route) => [route.name, route])))
  return {
    named: (name) => names().get(name),
    candidates(method, path) {
      // Nothing is kept for a method that only a request has.
      if (!methods.has(method)) return []
      const found: number[] = []
      gather(methods.get(method) ?? rootOf(method), partsOf(path), EXACT, found)
      return found.sort((a, b) => a - b).flatMap((number) => routes[number] ?? [])
    },
  }
}
