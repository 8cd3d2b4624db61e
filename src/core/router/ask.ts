import { letsInMore } from '../catalog/looser.js'
import type { Catalog, Route } from '../catalog/model.js'
import { norm } from '../catalog/requirement.js'
import { isWithin, templateContains } from '../catalog/route-template.js'
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
 * strictest: the one that accepts no caller that another one rejects. If the router is not known, only the catalog's
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
  if (router === undefined) return askForAnyRouter(catalog, request)
  const runs = mayRun(catalog, ROUTERS[router], { ...request, inOrder: true })
  const routes = runs.map(({ route }) => route)
  if (routes.length === 0) fail('no-route', { route: `${method} ${target.path}` })
  const strictest = ownFirst(routes, target).find((route) =>
    routes.every((other) => !letsInMore(other.requirement, route.requirement)),
  )
  return strictest ? questionOf(strictest, method, target, []) : unclear(request, routes, router)
}

function askForAnyRouter(catalog: Catalog, request: Forwarded): Question {
  const question = askRequest(catalog, request.method, request.target.raw)
  const own = question.route
  const runs = ANY_ROUTER.flatMap((router) => mayRun(catalog, router, request))
  const routes = [...new Set(runs.map(({ route }) => route))]
  if (!own || routes.every((route) => isSafe(own, route))) return question
  return unclear(request, [own, ...routes.filter((route) => route !== own)], undefined)
}

/**
 * Whether the API may run `other` if `own` accepts the caller: a wider route may be laxer, any other must have the same
 * requirement.
 */
function isSafe(own: Route, other: Route): boolean {
  return isWithin(own.pattern, other.pattern)
    ? !letsInMore(other.requirement, own.requirement)
    : norm(own.requirement) === norm(other.requirement)
}

function unclear(
  { method, target }: Forwarded,
  routes: readonly Route[],
  router: RouterName | undefined,
): never {
  const names = routes.map(({ name }) => name)
  return fail('route-unclear', { route: `${method} ${target.path}`, routes: names, router })
}

/** Puts the catalog's own route for the path first, so that the answer names it. */
function ownFirst(routes: readonly Route[], { path }: Target): Route[] {
  const isOwn = ({ pattern }: Route): boolean => templateContains(pattern, path)
  return [...routes.filter(isOwn), ...routes.filter((route) => !isOwn(route))]
}
