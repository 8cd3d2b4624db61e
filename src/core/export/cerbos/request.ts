import { FILED_DEPTH } from '../filed-routes.js'
import { ODD_SEGMENT, SPELLING } from '../path-rules.js'

/** The governing route of a request, from the attributes `method` and `path` of the resource. */
export const REQUEST: Readonly<Record<string, string>> = {
  // The path without its query, as it was received.
  raw: "R.attr.path.split('?', 2)[0]",
  query: "R.attr.path.split('?', 2).slice(1, R.attr.path.split('?', 2).size()).join('')",
  decoded: `V.raw.split('%').map(part,
  part.startsWith('/') ? part
  : '%' + part.substring(0, 2) in C.unescaped ? C.unescaped['%' + part.substring(0, 2)] + part.substring(2)
  : '%' + part).join('')`,
  // The path in its one spelling; empty if it has none. It is refused then, never repaired.
  path: `V.raw.matches(r"${SPELLING}")
&& V.query.matches(r'^[!"$-~]*$')
&& !V.decoded.matches(r"${ODD_SEGMENT}")
? V.decoded : ''`,
  parts: `V.path.substring(1).split('/') + [${Array.from({ length: FILED_DEPTH }, () => "'%'").join(', ')}]`,
  // Where the routes for the path may be filed.
  keys: `${keysAt(0)}.flatten(${FILED_DEPTH - 1}).distinct()`,
  own_routes: matching('R.attr.method'),
  get_routes: matching("'GET'"),
  // Without a HEAD route for the path, the GET route governs.
  candidates: "R.attr.method == 'HEAD' && V.own_routes.size() == 0 ? V.get_routes : V.own_routes",
  // Those that have no narrower one. They must require the same.
  narrowest: 'V.candidates.filter(route, !V.candidates.exists(other, route.route in other.within))',
  requires: `V.narrowest.map(route, route.requires).distinct()`,
  level: `V.narrowest.map(route, route.level).distinct()`,
}

function keysAt(depth: number): string {
  const names = ['a', 'b', 'c', 'd', 'e', 'f'].slice(0, FILED_DEPTH)
  const name = names[depth] ?? ''
  const inner = depth === FILED_DEPTH - 1 ? names.join(" + '/' + ") : keysAt(depth + 1)
  return `['*', V.parts[${depth}]].map(${name}, ${inner})`
}

function matching(method: string): string {
  return `${method} in C.routes
? V.keys.filter(key, key in C.routes[${method}])
  .map(key, C.routes[${method}][key]).flatten()
  .filter(route, V.path.matches(route.path))
: []`
}
