import { nearest } from '../nearest.js'
import { type Problem, problem } from '../problem.js'
import type { Source } from '../source.js'
import type { Fixture, Route } from './model.js'
import type { CatalogFile } from './schema.js'

/**
 * Reads `probe: fixtures`. Each names a route that creates a resource and the one that removes it, which has one parameter
 * more: the id.
 */
export function readFixtures(
  { probe }: CatalogFile,
  routes: readonly Route[],
  source: Source,
  report: (found: Problem) => void,
): Fixture[] {
  const byName = new Map(routes.map((route) => [route.name, route]))
  return (probe?.fixtures ?? []).flatMap(({ create, remove, id }, i) => {
    const at = (key: string) => source.locate(['probe', 'fixtures', i, key])
    const routeAt = (key: 'create' | 'remove', name: string): Route | undefined => {
      const route = byName.get(name)
      if (!route) {
        const suggestion = nearest(name, byName.keys())
        report(problem('fixture-route', { name, suggestion }, at(key)))
      } else if (route.method === 'GET' || route.method === 'HEAD')
        report(problem('fixture-method', { key, name }, at(key)))
      else return route
      return undefined
    }
    const [creating, removing] = [routeAt('create', create), routeAt('remove', remove)]
    if (!creating || !removing) return []
    const ids = removing.pattern.params.filter((name) => !creating.pattern.params.includes(name))
    const [param] = ids
    if (ids.length !== 1 || param === undefined || removing.pattern.tail !== undefined) {
      report(problem('fixture-parameter', { create, remove, ids }, at('remove')))
      return []
    }
    return [{ create: creating, remove: removing, param, id, at: at('create') }]
  })
}
