import type { Facts, RouteKey } from '../access/facts.js'
import { firstOfEqual, minimal } from '../catalog/governing.js'
import type { Route } from '../catalog/model.js'
import { normText } from '../catalog/norm.js'
import { readRouteName } from '../catalog/read-routes.js'
import { routeIndex } from '../catalog/route-index.js'
import type { Template } from '../catalog/route-template.js'

/** The part of the facts that is about routes; templates that are not given are read again from the names. */
export type Routed = Pick<Facts, 'routes' | 'names' | 'allows'> & {
  readonly patterns?: ReadonlyMap<RouteKey, Template>
}

const keyOf = ({ method, pattern }: Route): RouteKey => `${method} ${pattern.shape}`

/** Routes with their name and template only, which is all that a lock file has. */
export function routesOf({ names, patterns }: Routed, keys: Iterable<RouteKey>): Route[] {
  return [...keys].flatMap((key) => {
    const name = names.get(key) ?? key
    const pattern = patterns?.get(key)
    const [method = '', template = ''] = name.split(' ')
    const read = pattern ? { method, template, pattern } : readRouteName(name)
    const rest = { requirement: { level: 'undecided' }, description: '', at: undefined } as const
    return 'why' in read ? [] : [{ name, ...read, ...rest, params: new Map() }]
  })
}

/** Finds the route that governs a path, as matchRoute does; `among`: only these of the routes that contain it. */
export type Governor = (
  method: string,
  path: string,
  among?: (route: Route) => boolean,
) => RouteKey | undefined

/** This uses the index: a changed prefix makes every route new, and comparing all pairs would be too slow. */
export function governorsOf(facts: Routed): Governor {
  const index = routeIndex({ routes: routesOf(facts, facts.routes.keys()) })
  return (method, path, among = () => true) => {
    const around = (name: string): Route[] => index.candidates(name, path).filter(among)
    const own = around(method)
    const all = own.length === 0 && method === 'HEAD' ? around('GET') : own
    const governor = firstOfEqual(minimal(all), (route) => {
      const norm = facts.routes.get(keyOf(route))
      return norm ? normText(norm) : 'undecided'
    })
    return governor && keyOf(governor)
  }
}
