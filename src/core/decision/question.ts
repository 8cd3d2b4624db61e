import { canonicalPath } from '../catalog/canonical-path.js'
import { requireDeclared } from '../catalog/declared.js'
import { matchRoute } from '../catalog/match-route.js'
import type { Catalog, Requirement, Route } from '../catalog/model.js'
import { readRouteName } from '../catalog/read-routes.js'
import { routeIndex } from '../catalog/route-index.js'
import { fail } from '../errors.js'
import { nearest } from '../nearest.js'
import { type Problem, problem } from '../problem.js'
import { splitScopes } from '../scope-token.js'
import { pathOf, shownRoute } from './asked-target.js'
import { refuseForeign } from './foreign-route.js'
import { meantBy, nearRoute } from './near-route.js'

/** A valid question: its names exist and its route is decided. No token has been checked yet. */
export interface Question {
  readonly requirement: Exclude<Requirement, { level: 'undecided' }>
  /** Undefined for a bare `--need`. */
  readonly route: Route | undefined
  /** The requested method (HEAD may be governed by a GET route) and the canonical path, if one was given. */
  readonly method: string | undefined
  readonly path: string | undefined
  /** Routes that are equally specific for the path and require the same. */
  readonly also?: readonly Route[]
  /** The path as it was given, if any. */
  readonly raw?: string | undefined
  readonly notes: readonly Problem[]
}

/**
 * Asks for scopes by name, without a route.
 *
 * @param catalog the catalog that must declare them
 * @param texts any number of strings, each with scopes separated by spaces
 * @param any true: any one of the names is enough; false: all of them are needed
 * @returns a question for `decide`
 * @throws ScopectlError `blank-scopes` for no names, `no-such-scope` for one that is not declared, `not-a-scope-token`
 * @example
 * ```ts
 * import { askNeed, parseCatalog, sourceOf } from 'scopectl'
 *
 * const catalog = parseCatalog(sourceOf({ scopes: { read: 'Read data', write: 'Write data' } }))
 * if (!catalog.ok) throw new Error('not a catalog')
 * askNeed(catalog.value, ['read write'], false).requirement // => { level: 'scopes', alternatives: [{ scopes: ['read', 'write'], others: [] }] }
 * askNeed(catalog.value, ['raed'], false) // throws ScopectlError: no-such-scope
 * ```
 */
export function askNeed(catalog: Catalog, texts: readonly string[], any: boolean): Question {
  const names = [...new Set(texts.flatMap(splitScopes))]
  if (names.length === 0 || texts.some((text) => splitScopes(text).length === 0)) {
    fail('blank-scopes', { flag: '--need' })
  }
  requireDeclared(catalog, names)
  const together = any ? names.map((name) => [name]) : [names]
  const alternatives = together.map((scopes) => ({ scopes, others: [] }))
  const requirement = { level: 'scopes' as const, alternatives }
  return { requirement, route: undefined, method: undefined, path: undefined, notes: [] }
}

/**
 * Asks for a request: `METHOD /path`, or a route's name as the catalog writes it (`DELETE /users/{id}`).
 *
 * An origin, a query and a fragment are cut off, and a note says so; a bad path is refused, never repaired. An invalid
 * question is an error and not a denial, so a mistyped route never looks like one.
 *
 * @param catalog the catalog with the routes
 * @param text the request or the name
 * @returns a question for `decide`
 * @throws ScopectlError `bad-route`, `bad-path`, `no-route`, `ambiguous-route`, `undecided-route`, or `unmatchable-route` for a
 * route that no request can match (`GET /users/:id`)
 * @example
 * ```ts
 * import { askRoute, parseCatalog, sourceOf } from 'scopectl'
 *
 * const routes = { 'DELETE /users/{id}': 'users:delete', 'GET /users/{id}': 'undecided' }
 * const catalog = parseCatalog(sourceOf({ scopes: { 'users:delete': 'Delete users' }, routes }))
 * if (!catalog.ok) throw new Error('not a catalog')
 * askRoute(catalog.value, 'DELETE /users/42').route?.name // => 'DELETE /users/{id}'
 * askRoute(catalog.value, 'DELETE /usres/42') // throws ScopectlError: no-route
 * askRoute(catalog.value, 'GET /users/42') // throws ScopectlError: undecided-route
 * ```
 */
export function askRoute(catalog: Catalog, text: string): Question {
  refuseForeign(catalog, text)
  const named = routeIndex(catalog).named(text)
  if (named) return questionOf(named, named.method, undefined, [])
  const space = text.indexOf(' ')
  const method = text.slice(0, Math.max(space, 0))
  const target = text.slice(space + 1)
  if (!/^[A-Z][A-Z-]*$/.test(method)) {
    fail('bad-route', { route: shownRoute(text), why: { is: 'form' }, ...meantBy(catalog, text) })
  }
  const { path: raw, cut, isClear } = pathOf(target)
  if (!isClear) fail('bad-route', { route: shownRoute(text), why: { is: 'bad-origin' } })
  const notes = cut.length === 0 ? [] : [problem('route-cut', { cut, path: raw })]
  if (/[{}]/.test(raw)) return askTemplate(catalog, method, raw, notes)
  return askRequest(catalog, method, raw, notes)
}

/**
 * Asks for a request as a server receives it: here `{id}` is literal text, not the name of a template parameter.
 *
 * @param raw the path as received, without query.
 * @throws ScopectlError `bad-path`, `no-route`, `ambiguous-route`, `undecided-route`
 */
export function askRequest(
  catalog: Catalog,
  method: string,
  raw: string,
  notes: readonly Problem[] = [],
): Question {
  const canonical = canonicalPath(raw)
  if ('why' in canonical) fail('bad-path', { path: shownRoute(raw), why: canonical.why })
  const match = matchRoute(catalog, method, canonical.path)
  if (match.kind === 'none')
    fail('no-route', {
      route: `${method} ${canonical.path}`,
      ...nearRoute(catalog, method, canonical.path),
    })
  if (match.kind === 'ambiguous') {
    const routes = match.routes.map(({ name }) => name)
    fail('ambiguous-route', { route: `${method} ${canonical.path}`, routes }, match.routes[0]?.at)
  }
  const question = questionOf(match.route, method, { path: canonical.path, raw }, notes)
  return match.also.length === 0 ? question : { ...question, also: match.also }
}

/**
 * A name with parameters can only be meant as a template; it is the same template whatever its parameters are called.
 */
function askTemplate(
  catalog: Catalog,
  method: string,
  template: string,
  notes: readonly Problem[],
): Question {
  const name = `${method} ${template}`
  const read = readRouteName(name)
  const shape = 'why' in read ? undefined : read.pattern.shape
  const find = (by: string): Route | undefined =>
    catalog.routes.find((each) => each.method === by && each.pattern.shape === shape)
  const route = find(method) ?? (method === 'HEAD' ? find('GET') : undefined)
  if (!route) {
    const others = catalog.routes.filter((each) => each.pattern.shape === shape)
    if (others.length > 0)
      fail('no-route', { route: name, others: others.map((each) => each.name) })
    const names = catalog.routes.filter((each) => each.method === method).map((each) => each.name)
    fail('no-route', { route: name, suggestion: nearest(name, names) })
  }
  return questionOf(route, method, undefined, notes)
}

/** @throws ScopectlError `undecided-route` */
export function questionOf(
  route: Route,
  method: string,
  given: { readonly path: string; readonly raw: string } | undefined,
  notes: readonly Problem[],
): Question {
  const { requirement } = route
  if (requirement.level === 'undecided') fail('undecided-route', { route: route.name }, route.at)
  return { requirement, route, method, path: given?.path, raw: given?.raw, notes }
}
