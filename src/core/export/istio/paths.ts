import type { PolicyRoute } from '../policy.js'

/** The paths of a route as Istio writes them: a text, a prefix, or a template (Istio 1.22). */
export function istioPath({ segments, hasRest }: PolicyRoute): string {
  const parts = segments.map((text) => text ?? '{*}')
  if (!hasRest) return `/${parts.join('/')}`
  // A prefix also has the path that ends with the slash, as the catalog's rest does.
  return `/${[...parts, segments.includes(null) ? '{**}' : '*'].join('/')}`
}
