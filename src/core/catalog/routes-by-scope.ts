import type { Catalog, Route } from './model.js'
import { tokenAlternatives } from './requirement.js'

const known = new WeakMap<Catalog['routes'], Map<string, Route[]>>()

/** For each scope, the routes with an alternative that includes it, in file order. */
export function routesByScope({ routes }: Pick<Catalog, 'routes'>): ReadonlyMap<string, Route[]> {
  const found = known.get(routes) ?? gathered(routes)
  known.set(routes, found)
  return found
}

function gathered(routes: readonly Route[]): Map<string, Route[]> {
  const byScope = new Map<string, Route[]>()
  for (const route of routes) {
    for (const name of new Set(tokenAlternatives(route.requirement).flat())) {
      const there = byScope.get(name)
      if (there) there.push(route)
      else byScope.set(name, [route])
    }
  }
  return byScope
}
