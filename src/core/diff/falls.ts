import type { Norm } from '../catalog/norm.js'
import { readRouteName } from '../catalog/read-routes.js'
import { isWithin, type Template } from '../catalog/route-template.js'
import type { Facts, RouteKey } from '../lock/facts.js'

interface Named {
  readonly key: RouteKey
  readonly method: string
  readonly pattern: Template
}

/**
 * The facts, with each route of `other` that they lack as what governs its paths here: the smallest route that contains
 * them all, so that access moved from one route to another compares like a changed requirement.
 * Not looked at: paths that only partly lie in another route, and those of an ambiguous pair.
 */
export function withFallen(facts: Facts, other: Facts): Facts {
  const lacking = [...other.routes.keys()].filter((key) => !facts.routes.has(key))
  if (lacking.length === 0) return facts
  const here = namedOf(facts, facts.routes.keys())
  const routes = new Map(facts.routes)
  const names = new Map(facts.names)
  const allows = new Map([...facts.allows].map(([row, keys]) => [row, new Set(keys)] as const))
  for (const route of namedOf(other, lacking)) {
    const governs = governing(route, here)
    const needs: Norm | undefined = governs && facts.routes.get(governs.key)
    if (!governs || !needs) continue
    routes.set(route.key, needs)
    names.set(route.key, other.names.get(route.key) ?? route.key)
    for (const keys of allows.values()) if (keys.has(governs.key)) keys.add(route.key)
  }
  return { ...facts, routes, names, allows }
}

/** HEAD falls to GET where no HEAD route contains the paths. */
function governing(route: Named, all: readonly Named[]): Named | undefined {
  const of = (method: string): Named[] =>
    all.filter((each) => each.method === method && isWithin(route.pattern, each.pattern))
  const own = of(route.method)
  const wider = own.length === 0 && route.method === 'HEAD' ? of('GET') : own
  return wider.find((each) => wider.every((more) => isWithin(each.pattern, more.pattern)))
}

function namedOf(facts: Facts, keys: Iterable<RouteKey>): Named[] {
  return [...keys].flatMap((key): Named[] => {
    const read = readRouteName(facts.names.get(key) ?? key)
    return 'why' in read ? [] : [{ key, method: read.method, pattern: read.pattern }]
  })
}
