import { byCodeUnit } from '../word.js'
import type { PolicyRoute } from './policy.js'

/** By how many of the first segments routes are filed. */
export const FILED_DEPTH = 4

/**
 * The routes of each method, filed by the texts of their first segments, so that an engine compares a path with few of
 * many routes: `*` where any text may be, `%` (in no path by itself) after the last one. The expression of each decides.
 */
export function filedRoutes<Row>(
  routes: readonly PolicyRoute[],
  rowOf: (route: PolicyRoute, within: readonly string[]) => Row,
): { readonly [method: string]: { readonly [key: string]: readonly Row[] } } {
  const wider = new Map<string, string[]>(routes.map(({ name }) => [name, []]))
  for (const { name, narrower } of routes) for (const each of narrower) wider.get(each)?.push(name)
  const methods = [...new Set(routes.map(({ method }) => method))].sort()
  return Object.fromEntries(
    methods.map((method) => {
      const own = routes.filter((route) => route.method === method)
      return [method, byKey(own, (route) => rowOf(route, wider.get(route.name) ?? []))]
    }),
  )
}

function byKey<Row>(
  routes: readonly PolicyRoute[],
  rowOf: (route: PolicyRoute) => Row,
): { readonly [key: string]: readonly Row[] } {
  const filed = new Map<string, Row[]>()
  for (const route of routes) {
    const key = keyOf(route)
    filed.set(key, [...(filed.get(key) ?? []), rowOf(route)])
  }
  return Object.fromEntries([...filed].sort(([a], [b]) => byCodeUnit(a, b)))
}

function keyOf({ segments, hasRest }: PolicyRoute): string {
  const rest = hasRest ? '*' : '%'
  return Array.from({ length: FILED_DEPTH }, (_, i) => {
    const segment = segments[i]
    return segment === undefined ? rest : (segment ?? '*')
  }).join('/')
}
