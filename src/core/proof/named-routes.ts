import type { Catalog, Route } from '../catalog/model.js'
import { isWithin } from '../catalog/route-template.js'
import { askRoute } from '../decision/question.js'
import { fail } from '../errors.js'
import { matchesGlob, similarNames } from '../glob.js'
import type { Level } from '../scope-token.js'

/** The routes of a statement: decided ones, and the names of those that nobody has decided. */
export interface Routes {
  readonly routes: readonly Route[]
  readonly undecided: readonly string[]
}

/**
 * The routes that a statement names: as the catalog writes them, by a concrete path, or with `*` for any text, also slashes.
 *
 * @param level what the statement is about: then `undecided` routes have an answer
 * @throws ScopectlError if a name or pattern matches none, or only undecided routes
 */
export function namedRoutes(names: readonly string[], catalog: Catalog, level?: Level): Routes {
  const routes = new Set<Route>()
  const undecided = new Set<string>()
  for (const name of names) {
    const found = routesOf(name, catalog)
    const decided = found.filter((route) => level !== undefined || isDecided(route))
    const [first] = found
    if (decided.length === 0 && first) fail('undecided-route', { route: first.name })
    for (const route of decided) routes.add(route)
    for (const route of found) if (!isDecided(route)) undecided.add(route.name)
  }
  return { routes: [...routes], undecided: level === undefined ? [...undecided] : [] }
}

const isDecided = ({ requirement }: Route): boolean => requirement.level !== 'undecided'

function routesOf(text: string, catalog: Catalog): Route[] {
  const exact = catalog.routes.find(({ name }) => name === text)
  if (exact) return [exact]
  const [method = '', pattern, ...more] = text.split(' ')
  // A template such as /files/{path*} is not a pattern.
  const isPattern = /\*/.test(text.replaceAll(/\{[^{}]*\}/g, ''))
  if (!isPattern || pattern === undefined) return [askRoute(catalog, text).route ?? none(text)]
  const found = catalog.routes.filter(
    (route) =>
      more.length === 0 &&
      (matchesGlob(method, route.method) ||
        (matchesGlob(method, 'HEAD') && answersHead(route, catalog))) &&
      matchesGlob(pattern, route.template),
  )
  return found.length > 0 ? found : none(text)

  function none(pattern: string): never {
    const names = catalog.routes.map(({ name }) => name)
    return fail('statement-no-routes', { pattern, similar: similarNames(pattern, names) })
  }
}

/** A GET route answers HEAD requests as well, except where a HEAD route does. */
const answersHead = ({ method, pattern }: Route, { routes }: Catalog): boolean =>
  method === 'GET' &&
  !routes.some((other) => other.method === 'HEAD' && isWithin(pattern, other.pattern))
