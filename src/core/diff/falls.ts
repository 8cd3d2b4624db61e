import type { Route } from '../catalog/model.js'
import { readRouteName } from '../catalog/read-routes.js'
import { type RouteIndex, routeIndex } from '../catalog/route-index.js'
import { isWithin, samplesOf } from '../catalog/route-template.js'
import type { Facts, RouteKey } from '../lock/facts.js'

/**
 * The facts, with each route of `other` that they lack as what governs its paths here: the smallest route that contains
 * them all, so that access moved from one route to another compares like a changed requirement.
 * Not looked at: paths that only partly lie in another route, and those of an ambiguous pair.
 */
export function withFallen(facts: Facts, other: Facts): Facts {
  const lacking = [...other.routes.keys()].filter((key) => !facts.routes.has(key))
  if (lacking.length === 0) return facts
  const here = routeIndex({ routes: routesOf(facts, facts.routes.keys()) })
  const routes = new Map(facts.routes)
  const names = new Map(facts.names)
  const allows = new Map([...facts.allows].map(([row, keys]) => [row, new Set(keys)] as const))
  for (const route of routesOf(other, lacking)) {
    const wider = governing(route, here)
    const governs = wider && keyOf(wider)
    const needs = governs === undefined ? undefined : facts.routes.get(governs)
    if (governs === undefined || !needs) continue
    const key = keyOf(route)
    routes.set(key, needs)
    names.set(key, route.name)
    for (const keys of allows.values()) if (keys.has(governs)) keys.add(key)
  }
  return { ...facts, routes, names, allows }
}

/** HEAD falls to GET where no HEAD route contains the paths. */
function governing({ method, pattern }: Route, index: RouteIndex): Route | undefined {
  const [sample] = samplesOf(pattern)
  const of = (by: string): Route[] =>
    index.candidates(by, sample).filter((each) => isWithin(pattern, each.pattern))
  const own = of(method)
  const wider = own.length === 0 && method === 'HEAD' ? of('GET') : own
  return wider.find((each) => wider.every((more) => isWithin(each.pattern, more.pattern)))
}

/** As routes that have names and templates only: a lock file says no more of them. */
function routesOf(facts: Facts, keys: Iterable<RouteKey>): Route[] {
  const rest = { requirement: { level: 'undecided' }, description: '', at: undefined } as const
  return [...keys].flatMap((key): Route[] => {
    const name = facts.names.get(key) ?? key
    const read = readRouteName(name)
    return 'why' in read ? [] : [{ name, ...read, ...rest, params: new Map() }]
  })
}

const keyOf = ({ method, pattern }: Route): RouteKey => `${method} ${pattern.shape}`
