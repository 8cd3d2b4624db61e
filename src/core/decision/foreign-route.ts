import { foreignPart } from '../catalog/foreign-notation.js'
import { matchRoute } from '../catalog/match-route.js'
import type { Catalog } from '../catalog/model.js'
import { parseTemplate } from '../catalog/route-template.js'
import { fail } from '../errors.js'

/**
 * Refuses a question about a route that no request can match: a test or gate about it would pass without checking
 * anything. Not for requests as a server receives them, where every segment is literal text.
 *
 * @throws ScopectlError `unmatchable-route`
 */
export function refuseForeign(catalog: Catalog, text: string): void {
  const [, method = '', path = ''] = /^([A-Z][A-Z-]*) (\/[^?#]*)/.exec(text) ?? []
  const foreign = foreignPart(method, path)
  if (!foreign) return
  const { part, what } = foreign
  // If there is no such route either, saying so is the better answer.
  if (what === 'star' && matchRoute(catalog, method, path).kind === 'none') return
  const suggestion = what === 'method' ? undefined : meant(catalog, method, path, foreign.path)
  fail('unmatchable-route', { route: text, part, what, suggestion })
}

/** The catalog's route that was meant; if there is none, how it would be written. */
function meant(
  catalog: Catalog,
  method: string,
  path: string,
  own: string | undefined,
): string | undefined {
  const template = own === undefined ? undefined : parseTemplate(own)
  const shape = template === undefined || 'why' in template ? undefined : template.shape
  const named = catalog.routes.find(
    (route) => route.method === method && route.pattern.shape === shape,
  )
  if (named) return named.name
  const match = matchRoute(catalog, method, path)
  const isPlain = match.kind === 'route' && !foreignPart(method, match.route.template)
  if (isPlain) return match.route.name
  return shape === undefined ? undefined : `${method} ${own}`
}
