import type { Catalog, Route } from '../catalog/model.js'
import { candidates } from './candidates.js'
import type { Matches, Router, Target } from './model.js'

/** A route that a router may run for a request, and whether it surely matches it. */
export interface MayRun {
  readonly route: Route
  readonly isSure: boolean
}

interface Match {
  readonly route: Route
  readonly matches: Exclude<Matches, 'no'>
}

/**
 * Every route of the catalog that the router may run for the request, in file order; usually one. More where the
 * catalog does not say which: routes that only other spellings tell apart, or that may match by how they are declared.
 *
 * The app is taken to declare the narrower of two routes first, wherever it stands in the catalog, and with `inOrder` to
 * declare them as the catalog does too: then only what both have in common is sure.
 */
export function mayRun(
  catalog: Catalog,
  router: Router,
  { method, target, inOrder = false }: { method: string; target: Target; inOrder?: boolean },
): MayRun[] {
  const methods = method === 'HEAD' ? router.headRuns : [method]
  const found = candidates(catalog, methods, target).flatMap((route): Match[] => {
    const matches = router.matches(route.pattern, target)
    return matches === 'no' ? [] : [{ route, matches }]
  })
  const narrowest = found.filter(
    ({ route }) => !found.some((other) => isSure(other) && router.prefers(other.route, route)),
  )
  const first = found.findIndex(isSure)
  const declared = !inOrder || !router.runsFirst || first < 0 ? [] : found.slice(0, first + 1)
  return found
    .filter((match) => narrowest.includes(match) || declared.includes(match))
    .map((match) => ({ route: match.route, isSure: isSure(match) }))
}

const isSure = ({ matches }: Match): boolean => matches === 'yes'
