import type { RouteKey } from '../access/facts.js'
import { readRouteName } from '../catalog/read-routes.js'
import { isWithin, samplesOf } from '../catalog/route-template.js'
import { governorsOf, type Routed } from './known-routes.js'

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

function withGoverned<F extends Routed>(facts: F, other: F): F {
  const lacking = [...other.routes.keys()].filter((key) => !facts.routes.has(key))
  if (lacking.length === 0) return facts
  const governorOf = governorsOf(facts)
  const taken = lacking.flatMap((key): Taken[] => {
    const name = other.names.get(key) ?? key
    const read = readRouteName(name)
    if ('why' in read) return []
    const [sample] = samplesOf(read.pattern)
    // As in matchRoute, but for whole sets of paths.
    const governor = governorOf(read.method, sample, ({ pattern }) =>
      isWithin(read.pattern, pattern),
    )
    return governor === undefined ? [] : [{ key, name, governor }]
  })
  return withTaken(facts, taken)
}

/** Paths that a route governs although another name is compared. */
export interface Taken {
  readonly key: RouteKey
  readonly name: string
  readonly governor: RouteKey
}

/** The facts with more routes, each as its governor is. */
export function withTaken<F extends Routed>(facts: F, taken: readonly Taken[]): F {
  const routes = new Map(facts.routes)
  const names = new Map(facts.names)
  const allows = new Map([...facts.allows].map(([row, keys]) => [row, new Set(keys)]))
  for (const { key, name, governor } of taken) {
    const norm = facts.routes.get(governor)
    if (!norm) continue
    routes.set(key, norm)
    names.set(key, name)
    for (const keys of allows.values()) if (keys.has(governor)) keys.add(key)
  }
  return { ...facts, routes, names, allows }
}
