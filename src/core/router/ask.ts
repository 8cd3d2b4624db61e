import { letsInMore } from '../catalog/looser.js'
import type { Catalog, Route } from '../catalog/model.js'
import { templateContains } from '../catalog/route-template.js'
import { askRequest, type Question, questionOf } from '../decision/question.js'
import { fail } from '../errors.js'
import { mayRun } from './may-run.js'
import type { RouterName, Target } from './model.js'
import { ANY_ROUTER, ROUTERS } from './routers.js'

/** A request that a proxy is about to forward to an API. */
export interface Forwarded {
  readonly method: string
  readonly target: Target
}

/**
 * Asks about the route that the API will run, according to its router. If several routes may run, asks about the
 * strictest: the one that accepts no caller whom another one rejects. If the router is not known, only the catalog's
 * own route will do.
 *
 * @throws ScopectlError like askRequest, and `route-unclear` if there is no such route.
 */
export function askForwarded(
  catalog: Catalog,
  router: RouterName | undefined,
  request: Forwarded,
): Question {
  const { method, target } = request
  if (router === 'exact') return askRequest(catalog, method, target.raw)
  if (router === undefined) {
    const question = askRequest(catalog, method, target.raw)
    const own = question.route ? [question.route] : []
    const runs = ANY_ROUTER.flatMap((each) => mayRun(catalog, each, request))
    return askStrictest(own, [...own, ...runs.map(({ route }) => route)], request, router)
  }
  const runs = mayRun(catalog, ROUTERS[router], { ...request, inOrder: true })
  const routes = runs.map(({ route }) => route)
  if (routes.length === 0) fail('no-route', { route: `${method} ${target.path}` })
  return askStrictest(ownFirst(routes, target), routes, request, router)
}

/** @param candidates the routes that may be asked about, in order of preference. */
function askStrictest(
  candidates: readonly Route[],
  routes: readonly Route[],
  { method, target }: Forwarded,
  router: RouterName | undefined,
): Question {
  const strictest = candidates.find((route) =>
    routes.every((other) => !letsInMore(other.requirement, route.requirement)),
  )
  if (strictest) return questionOf(strictest, method, target, [])
  const names = [...new Set(routes.map(({ name }) => name))]
  return fail('route-unclear', { route: `${method} ${target.path}`, routes: names, router })
}

/** Puts the catalog's own route for the path first, so that the answer names it. */
function ownFirst(routes: readonly Route[], { path }: Target): Route[] {
  const isOwn = ({ pattern }: Route): boolean => templateContains(pattern, path)
  return [...routes.filter(isOwn), ...routes.filter((route) => !isOwn(route))]
}
