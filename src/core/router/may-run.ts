import type { Catalog, Route } from '../catalog/model.js'
import { candidates } from './candidates.js'
import type { Matches, Router, Target } from './model.js'

/** A route that a router may run for a request, and whether it is sure to match. */
export interface MayRun {
  readonly route: Route
  readonly isSure: boolean
}

interface Match {
  readonly route: Route
  readonly matches: Exclude<Matches, 'no'>
}

/**
 * Every route of the catalog that the router may run for the request, in file order. Usually there is one. There are more
 * if the catalog does not determine which one runs: several routes are the same to the router, or it depends on how the
 * app declares them.
 *
 * @param request `inOrder`: the app may declare its routes in the order of the catalog; otherwise it is assumed to
 * declare the narrowest first.
 */
export function mayRun(
  catalog: Catalog,
  router: Router,
  { method, target, inOrder = false }: { method: string; target: Target; inOrder?: boolean },
): MayRun[] {
  const methods = method === 'HEAD' ? router.headMethods : [method]
  const found = candidates(catalog, methods, target).flatMap((route): Match[] => {
    const matches = router.matches(route.pattern, target)
    return matches === 'no' ? [] : [{ route, matches }]
  })
  const narrowest = found.filter(
    ({ route }) => !found.some((other) => isSure(other) && router.prefers(other.route, route)),
  )
  const first = found.findIndex(isSure)
  const declared = !inOrder || !router.firstMatchWins || first < 0 ? [] : found.slice(0, first + 1)
  return found
    .filter((match) => narrowest.includes(match) || declared.includes(match))
    .map((match) => ({ route: match.route, isSure: isSure(match) }))
}

const isSure = ({ matches }: Match): boolean => matches === 'yes'
