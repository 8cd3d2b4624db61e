import type { Catalog, Route } from '../catalog/model.js'
import { requirementText } from '../catalog/requirement.js'
import { samplesOf, templateContains } from '../catalog/route-template.js'
import type { Question } from '../decision/question.js'
import { fail } from '../errors.js'
import { mayRun } from '../router/may-run.js'
import type { Router } from '../router/model.js'
import { ANY_ROUTER, ROUTERS } from '../router/routers.js'
import type { Profile } from './schema.js'

/** How the server picks the route to run; `unknown`: in any of the known ways. */
export type ServerRouter = NonNullable<Profile['router']>

/**
 * Requires that the server runs the route that governs the question, or one with the same requirement.
 * @throws ScopectlError `server-runs-other-route`
 */
export function requireSameRoute(
  { name, router }: { readonly name: string; readonly router: ServerRouter },
  catalog: Catalog,
  question: Question,
): void {
  if (router === 'exact') return
  const routers = router === 'unknown' ? ANY_ROUTER : [ROUTERS[router]]
  for (const each of routers) requireRoute(name, each, catalog, question)
}

function requireRoute(server: string, router: Router, catalog: Catalog, question: Question): void {
  const { route, method } = question
  if (!route || method === undefined) return
  const target = targetOf(question, route)
  const runs = mayRun(catalog, router, { method, target, inOrder: true })
  const needs = (one: Route): string => requirementText(one.requirement)
  const others = runs.filter((run) => needs(run.route) !== needs(route))
  // Whether a GET route runs for HEAD is up to the profile.
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
