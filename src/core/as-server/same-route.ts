import type { Catalog, Route } from '../catalog/model.js'
import { requirementText } from '../catalog/requirement.js'
import { samplesOf, templateContains } from '../catalog/route-template.js'
import type { Question } from '../decision/question.js'
import { fail } from '../errors.js'
import { mayRun } from '../router/may-run.js'
import type { RouterName } from '../router/model.js'
import { ROUTERS } from '../router/routers.js'
import type { ServerName } from './model.js'

const ROUTER_OF = {
  fastapi: 'fastapi',
  'fastapi-403': 'fastapi',
  express: 'express',
  rfc6750: 'exact',
} as const satisfies Record<ServerName, RouterName>

/**
 * Requires that the server runs the route that governs the question, or one with the same requirement.
 * @throws ScopectlError `server-runs-other-route`
 */
export function requireSameRoute(server: ServerName, catalog: Catalog, question: Question): void {
  const { route, method } = question
  const router = ROUTER_OF[server]
  if (!route || method === undefined || router === 'exact') return
  const target = targetOf(question, route)
  const runs = mayRun(catalog, ROUTERS[router], { method, target, inOrder: true })
  const needs = (one: Route): string => requirementText(one.requirement)
  const others = runs.filter((run) => needs(run.route) !== needs(route))
  // The profiles themselves report that a GET route does not run for HEAD (405).
  const isAny = runs.length > 0 || method === 'HEAD'
  if (isAny && others.length === 0 && runs.every(({ isSure }) => isSure)) return
  const isSure = runs.some((run) => run.route === route && run.isSure)
  const wider = others.find((run) => templateContains(run.route.pattern, target.path))
  fail(
    'server-runs-other-route',
    {
      server,
      request: question.path === undefined ? route.name : `${method} ${target.raw}`,
      route: route.name,
      runs: runs.map((run) => run.route.name),
      before: isSure ? wider?.route.name : undefined,
    },
    route.at,
  )
}

/** For a route given by name: a path that no narrower template contains. */
function targetOf({ path, raw }: Question, route: Route) {
  const [sample] = samplesOf(route.pattern)
  return { path: path ?? sample, raw: raw ?? path ?? sample }
}
