import { canonicalPath } from '../catalog/canonical-path.js'
import { foreignPart } from '../catalog/foreign-notation.js'
import { matchRoute } from '../catalog/match-route.js'
import type { Catalog, Route } from '../catalog/model.js'
import { matchesGlob } from '../glob.js'
import { nearest, slipsBetween } from '../nearest.js'

/** At most this many routes are listed for a path with a `*`, which may match many. */
const MOST = 3

/** What the catalog has instead of a route that it does not have. Only for hints. */
export interface NearRoutes {
  /** A request or a name of a route with the same method. */
  readonly suggestion?: string | undefined
  /** The names of the routes for the same path with other methods, or for a path with a `*`, of those that it matches. */
  readonly others?: readonly string[]
}

/**
 * What was probably meant by a request that no route governs: the same path with or without the slash at its end, the same
 * path with the methods that it has, or the nearest path of the same method. Never a similar path of another method: that
 * would answer a different question.
 */
export function nearRoute(catalog: Catalog, method: string, path: string): NearRoutes {
  if (path.includes('*')) {
    const same = catalog.routes.filter((route) => route.method === method)
    const matching = same.filter(({ template }) => matchesGlob(path, template))
    return matching.length === 0 ? {} : { others: matching.map(({ name }) => name).slice(0, MOST) }
  }
  const twin = path.endsWith('/') ? path.slice(0, -1) : `${path}/`
  const hasTwin = twin !== '' && matchRoute(catalog, method, twin).kind === 'route'
  if (hasTwin) return { suggestion: `${method} ${twin}` }
  const others = otherMethods(catalog, path)
  if (others) return others
  const foreign = catalog.routes.find((route) => route.method === method && isMeant(route, path))
  if (foreign) return { suggestion: foreign.name }
  const suggestion = nearestPath(catalog, method, path)
  if (suggestion !== undefined) return { suggestion: `${method} ${suggestion}` }
  return (twin === '' ? undefined : otherMethods(catalog, twin)) ?? {}
}

function otherMethods(catalog: Catalog, path: string): NearRoutes | undefined {
  const methods = new Set(catalog.routes.map(({ method }) => method))
  const routes = [...methods].flatMap((method): Route[] => {
    const match = matchRoute(catalog, method, path)
    return match.kind === 'route' && match.route.method === method ? [match.route] : []
  })
  // A template that matches nothing as it is written: the message says how to write it.
  const foreign = routes.find(({ method, template }) => foreignPart(method, template))
  if (foreign) return { suggestion: foreign.name }
  return routes.length === 0 ? undefined : { others: routes.map(({ name }) => name) }
}

/** Whether the route would match the path if its parameters were not in the notation of another router. */
function isMeant({ method, template }: Route, path: string): boolean {
  const own = foreignPart(method, template)?.path?.split('/')
  const given = path.split('/')
  return (
    own?.length === given.length &&
    own.every((part, i) => (part.includes('{') ? given[i] !== '' : part === given[i]))
  )
}

/** The nearest path of the method, as a request where parameters can take their values from this one. */
function nearestPath(catalog: Catalog, method: string, path: string): string | undefined {
  const methods = method === 'HEAD' ? ['HEAD', 'GET'] : [method]
  const templates = catalog.routes
    .filter((route) => methods.includes(route.method))
    .map(({ template }) => template)
  const given = path.split('/')
  const filled = templates.map((template) => {
    const parts = template.split('/')
    return parts.length === given.length
      ? parts.map((part, i) => (part.includes('{') ? given[i] : part)).join('/')
      : template
  })
  const plain = nearest(
    path,
    templates.filter((template) => !template.includes('{')),
  )
  const found = nearest(path, filled)
  if (found === undefined) return nearest(path, templates)
  // A parameter takes any value, so it is always near: a path without one is more likely meant.
  const typos = (other: string): number => slipsBetween(path, other, path.length)
  if (plain !== undefined && typos(plain) <= typos(found)) return plain
  const isRequest = matchRoute(catalog, method, found).kind === 'route'
  return isRequest ? found : templates[filled.indexOf(found)]
}

/**
 * What was probably meant by a text that is not `METHOD /path`: a method in lower case, a path without its slash or its method.
 * Nothing is suggested that the catalog does not have.
 */
export function meantBy(catalog: Catalog, text: string): NearRoutes & { example?: string } {
  const [, word = '', rest = ''] = /^(?:([A-Za-z][A-Za-z-]*)(?: +|$))?([^?#]*)/.exec(text) ?? []
  const method = word.toUpperCase()
  const read = rest === '' ? undefined : canonicalPath(rest.startsWith('/') ? rest : `/${rest}`)
  if (read && !('why' in read)) {
    const near = nearTo(catalog, method, read.path)
    if (near.suggestion !== undefined || near.others) return near
  }
  const decided = catalog.routes.filter(({ requirement }) => requirement.level !== 'undecided')
  const example = decided.find((route) => route.method === method) ?? decided[0]
  return example ? { example: example.name } : {}
}

function nearTo(catalog: Catalog, method: string, path: string): NearRoutes {
  if (method === '') return otherMethods(catalog, path) ?? {}
  const isRoute = matchRoute(catalog, method, path).kind === 'route'
  return isRoute ? { suggestion: `${method} ${path}` } : nearRoute(catalog, method, path)
}
