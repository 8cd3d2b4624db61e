import { matchRoute } from '../catalog/match-route.js'
import type { Catalog, Route } from '../catalog/model.js'

/** Where a route is in the newer catalog, also for the name of a path that changed hands: then that of its new route. */
export function placesIn(catalog: Catalog): (name: string) => Route['at'] {
  const known = new Map(catalog.routes.map(({ name, at }) => [name, at]))
  return (name) => {
    if (known.has(name)) return known.get(name)
    const [method = '', path = ''] = name.split(' ')
    const match = path.includes('{') ? undefined : matchRoute(catalog, method, path)
    return match?.kind === 'route' ? match.route.at : undefined
  }
}
