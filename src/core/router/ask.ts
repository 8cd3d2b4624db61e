import { letsInMore } from '../catalog/looser.js'
import type { Catalog, Route } from '../catalog/model.js'
import { templateContains } from '../catalog/route-template.js'
import { askRequest, type Question, questionOf } from '../decision/question.js'
import { fail } from '../errors.js'
import { mayRun } from './may-run.js'
import type { RouterName, Target } from './model.js'
import { ANY_ROUTER, ROUTERS } from './routers.js'

/** A request that an API behind a proxy is about to get. */
export interface Forwarded {
  readonly method: string
  readonly target: Target
}

/**
 * Asks for the route that the API will run, by its router. Where several may run, for the strictest of them: one that
 * lets in nobody whom another one refuses. Where nobody has said which router it is, that has to be the route of the
 * catalog.
 *
 * @throws ScopectlError as askRequest, and `route-unclear` where there is no such route.
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

/** @param candidates those that may be asked for, the one to name first. */
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

/** The route that the catalog has for the path first, so that an answer names it. */
function ownFirst(routes: readonly Route[], { path }: Target): Route[] {
  const isOwn = ({ pattern }: Route): boolean => templateContains(pattern, path)
  return [...routes.filter(isOwn), ...routes.filter((route) => !isOwn(route))]
}
