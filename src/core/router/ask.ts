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
 * Asks for the route that the API will run, by its router; where several may run, for one that lets in nobody whom
 * another one of them does not.
 *
 * Where nobody has said which router it is, this has to be the route of the catalog: a router that folds paths could
 * run a stricter one.
 *
 * @throws ScopectlError as askRequest, and `route-unclear` where there is no such route.
 */
export function askForwarded(
  catalog: Catalog,
  router: RouterName | undefined,
  { method, target }: Forwarded,
): Question {
  if (router === 'exact') return askRequest(catalog, method, target.raw)
  const own = router === undefined ? askRequest(catalog, method, target.raw).route : undefined
  const runs = own
    ? ANY_ROUTER.flatMap((each) => mayRun(catalog, each, { method, target }))
    : mayRun(catalog, ROUTERS[router ?? 'express'], { method, target, inOrder: true })
  const routes = [...new Set(runs.map(({ route }) => route))]
  const request = `${method} ${target.path}`
  const strictest = (own ? [own] : byName(routes, target)).find((route) =>
    routes.every((other) => !letsInMore(other.requirement, route.requirement)),
  )
  if (strictest) return questionOf(strictest, method, target, [])
  if (routes.length === 0) return fail('no-route', { route: request })
  return fail('route-unclear', { route: request, routes: routes.map(({ name }) => name), router })
}

/** First the route that the catalog has for the path, so that an answer names it. */
function byName(routes: readonly Route[], { path }: Target): Route[] {
  const isOwn = ({ pattern }: Route): boolean => templateContains(pattern, path)
  return [...routes.filter(isOwn), ...routes.filter((route) => !isOwn(route))]
}
