import type { Facts, RouteKey } from '../access/facts.js'
import { firstOfEqual, minimal } from '../catalog/governing.js'
import type { Route } from '../catalog/model.js'
import { normText } from '../catalog/norm.js'
import { readRouteName } from '../catalog/read-routes.js'
import { routeIndex } from '../catalog/route-index.js'
import { isWithin, samplesOf, type Template } from '../catalog/route-template.js'

/**
 * Gives the two sides the same routes wherever a path is governed on both: on the side that lacks a new or removed
 * route, the route that governs its paths there takes its place. So access that changes because a narrower route is
 * added or removed is seen like any other.
 *
 * A side without any route for these paths gets none: nobody could call them.
 */
export function align<F extends Routed>(before: F, after: F): readonly [F, F] {
  return [withGoverned(before, after), withGoverned(after, before)]
}

/** The part of the facts that is about routes; templates that are not given are read again from the names. */
type Routed = Pick<Facts, 'routes' | 'names' | 'allows'> & {
  readonly patterns?: ReadonlyMap<RouteKey, Template>
}

function withGoverned<F extends Routed>(facts: F, other: F): F {
  const lacking = [...other.routes.keys()].filter((key) => !facts.routes.has(key))
  if (lacking.length === 0) return facts
  const governors = governorsOf(facts)
  const routes = new Map(facts.routes)
  const names = new Map(facts.names)
  const allows = new Map([...facts.allows].map(([row, keys]) => [row, new Set(keys)]))
  for (const key of lacking) {
    const governor = governors(other.names.get(key) ?? key)
    const norm = governor && facts.routes.get(governor)
    if (!governor || !norm) continue
    routes.set(key, norm)
    names.set(key, other.names.get(key) ?? key)
    for (const keys of allows.values()) if (keys.has(governor)) keys.add(key)
  }
  return { ...facts, routes, names, allows }
}

/**
 * For a route's name, the route that governs its paths: as in matchRoute, but for whole sets of paths. This uses the
 * index: a changed prefix makes every route new, and comparing all pairs would be too slow.
 */
function governorsOf(facts: Routed): (name: string) => RouteKey | undefined {
  const index = routeIndex({
    routes: [...facts.routes.keys()].flatMap((key) => routeOf(facts, key)),
  })
  return (name) => {
    const read = readRouteName(name)
    if ('why' in read) return undefined
    const [sample] = samplesOf(read.pattern)
    const around = (method: string): Route[] =>
      index.candidates(method, sample).filter(({ pattern }) => isWithin(read.pattern, pattern))
    const own = around(read.method)
    const all = own.length === 0 && read.method === 'HEAD' ? around('GET') : own
    const governor = firstOfEqual(minimal(all), (route) => {
      const norm = facts.routes.get(keyOf(route))
      return norm ? normText(norm) : 'undecided'
    })
    return governor && keyOf(governor)
  }
}

const keyOf = ({ method, pattern }: Route): RouteKey => `${method} ${pattern.shape}`

/** A route with its name and template only: a lock file has no more. */
function routeOf(facts: Routed, key: RouteKey): Route[] {
  const name = facts.names.get(key) ?? key
  const pattern = facts.patterns?.get(key)
  const [method = '', template = ''] = name.split(' ')
  const read = pattern ? { method, template, pattern } : readRouteName(name)
  const rest = { requirement: { level: 'undecided' }, description: '', at: undefined } as const
  return 'why' in read ? [] : [{ name, ...read, ...rest, params: new Map() }]
}
