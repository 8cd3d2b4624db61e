import { matchRoute } from '../catalog/match-route.js'
import type { Catalog, Route } from '../catalog/model.js'
import type { Planned } from './model.js'

/**
 * OPTIONS without a token, which asks for the methods of a path. It is sent once for each path, at the first of its
 * routes that is probed; the answer is only reported.
 */
export function optionsOf(
  catalog: Catalog,
  route: Route,
  path: string,
  methods: ReadonlySet<string>,
): Planned[] {
  const first = byTemplate(catalog)
    .get(route.template)
    ?.find(({ method, requirement }) => methods.has(method) && requirement.level !== 'undecided')
  if (first !== route) return []
  const known = new Set(catalog.routes.map(({ method }) => method))
  const declared = [...known].filter((method) => matchRoute(catalog, method, path).kind !== 'none')
  return [
    {
      ...{ check: { is: 'methods', declared }, variant: 'options', method: 'OPTIONS', path },
      ...{ headers: {}, credential: { kind: 'none' }, expected: 'any' },
    },
  ]
}

const kept = new WeakMap<Catalog, ReadonlyMap<string, readonly Route[]>>()

function byTemplate(catalog: Catalog): ReadonlyMap<string, readonly Route[]> {
  const known = kept.get(catalog)
  if (known) return known
  const found = new Map<string, Route[]>()
  for (const route of catalog.routes) {
    const routes = found.get(route.template)
    if (routes) routes.push(route)
    else found.set(route.template, [route])
  }
  kept.set(catalog, found)
  return found
}
