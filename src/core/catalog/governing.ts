import type { Route } from './model.js'
import { isWithin } from './route-template.js'

/** A route, or what is known of it from a lock. */
type Placed = Pick<Route, 'name' | 'pattern'>

/** The candidates with no other candidate strictly inside them. */
export function minimal<R extends Placed>(candidates: readonly R[]): readonly R[] {
  const smallest = candidates.find((route) =>
    candidates.every((other) => isWithin(route.pattern, other.pattern)),
  )
  if (smallest) return [smallest]
  const isStrictlyWithin = (inner: R, outer: R): boolean =>
    isWithin(inner.pattern, outer.pattern) && !isWithin(outer.pattern, inner.pattern)
  return candidates.filter((route) => !candidates.some((other) => isStrictlyWithin(other, route)))
}

/**
 * Which of several equally narrow routes governs: the first one by name, if it makes no difference. Undefined if they
 * require different things, or if one of them is undecided.
 *
 * @param needs the norm of a route, as text
 */
export function firstOfEqual<R extends Placed>(
  routes: readonly R[],
  needs: (route: R) => string,
): R | undefined {
  const [first, ...rest] = routes
  if (!first || rest.length === 0) return first
  const norms = new Set(routes.map(needs))
  if (norms.size > 1 || norms.has('undecided')) return undefined
  return routes.reduce((least, route) => (route.name < least.name ? route : least))
}
