import { matchRoute } from '../catalog/match-route.js'
import type { Catalog, Route } from '../catalog/model.js'
import { isWithin } from '../catalog/route-template.js'
import { shownRoute } from '../decision/asked-target.js'
import { askRoute } from '../decision/question.js'
import { fail } from '../errors.js'
import { matchesGlob, similarNames } from '../glob.js'
import type { Level } from '../scope-token.js'
import {
  canonicalPattern,
  includesAll,
  type PathPattern,
  readPattern,
  samplesIn,
} from './path-pattern.js'

/** The routes of a statement: decided ones, and the names of those that nobody has decided. */
export interface Routes {
  readonly routes: readonly Route[]
  /** Those of which the statement names every path; the others answer some of its paths. */
  readonly whole: ReadonlySet<Route>
  readonly undecided: readonly string[]
}

/**
 * The routes that a statement names: as the catalog writes them, by a concrete path, or by a pattern, with `*` for any text,
 * also slashes. A pattern names each route that answers a request for some path in it: `/users/*` also names
 * `/{kind}/list`, unless another route answers `/users/list`.
 *
 * @param level what the statement is about: then `undecided` routes have an answer
 * @throws ScopectlError `bad-path` for a spelling that no template has (`/café/*`); if a name or pattern matches no route, or only
 * undecided ones
 */
export function namedRoutes(names: readonly string[], catalog: Catalog, level?: Level): Routes {
  const routes = new Set<Route>()
  const whole = new Set<Route>()
  const undecided = new Set<string>()
  for (const name of names) {
    const found = routesOf(name, catalog)
    const decided = [...found.keys()].filter((route) => level !== undefined || isDecided(route))
    const [first] = found.keys()
    if (decided.length === 0 && first) fail('undecided-route', { route: first.name })
    for (const route of decided) routes.add(route)
    for (const [route, isWhole] of found) {
      if (isWhole) whole.add(route)
      if (!isDecided(route)) undecided.add(route.name)
    }
  }
  const left = level === undefined ? [...undecided] : []
  return { routes: [...routes], whole, undecided: left }
}

const isDecided = ({ requirement }: Route): boolean => requirement.level !== 'undecided'

/** Each route with whether all of its paths are meant. */
function routesOf(text: string, catalog: Catalog): ReadonlyMap<Route, boolean> {
  const { routes } = catalog
  const exact = routes.find(({ name }) => name === text)
  if (exact) return new Map([[exact, true]])
  const [method = '', given, ...more] = text.split(' ')
  // A template such as /files/{path*} is not a pattern.
  const isPattern = /\*/.test(text.replaceAll(/\{[^{}]*\}/g, ''))
  if (!isPattern || given === undefined) {
    return new Map([[askRoute(catalog, text).route ?? none(text), true]])
  }
  const found = new Map<Route, boolean>()
  if (more.length === 0) {
    const canonical = canonicalPattern(given)
    if ('why' in canonical) fail('bad-path', { path: shownRoute(given), why: canonical.why })
    const { path } = canonical
    const pattern = readPattern(path)
    const deepest = routes.reduce((most, each) => Math.max(most, each.pattern.segments.length), 0)
    for (const route of routes) {
      const methods = methodsOf(route, method)
      const isText =
        matchesGlob(path, route.template) &&
        methods.some((each) => each === route.method || answersHead(route, catalog))
      const isMeant =
        isText || methods.some((each) => answers(route, each, pattern, catalog, deepest))
      if (isMeant) found.set(route, includesAll(pattern, route.pattern))
    }
  }
  return found.size > 0 ? found : none(text)

  function none(pattern: string): never {
    const names = routes.map(({ name }) => name)
    return fail('statement-no-routes', { pattern, similar: similarNames(pattern, names) })
  }
}

/** The methods that a pattern names and the route may answer: a GET route answers HEAD requests as well. */
const methodsOf = ({ method }: Route, glob: string): string[] =>
  (method === 'GET' ? [method, 'HEAD'] : [method]).filter((each) => matchesGlob(glob, each))

/** Except where a HEAD route does. */
const answersHead = ({ pattern }: Route, { routes }: Catalog): boolean =>
  !routes.some((other) => other.method === 'HEAD' && isWithin(pattern, other.pattern))

/** Whether the route answers requests for some path in the pattern; those that two routes claim count for both. */
function answers(
  route: Route,
  method: string,
  pattern: PathPattern,
  catalog: Catalog,
  deepest: number,
): boolean {
  const samples = samplesIn(pattern, route.pattern, deepest)
  if (!samples) return true
  return samples.some((sample) => {
    const match = matchRoute(catalog, method, sample)
    if (match.kind === 'none') return false
    const all = match.kind === 'route' ? [match.route, ...match.also] : match.routes
    return all.includes(route)
  })
}
