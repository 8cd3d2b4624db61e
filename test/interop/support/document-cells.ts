import type { Catalog, Route } from '../../../src/core/catalog/model.js'
import { requirementText } from '../../../src/core/catalog/requirement.js'
import { samplePath } from '../../../src/core/export/samples.js'
import {
  type ExportCell,
  type ExportWorld,
  heldSets,
  heldToken,
  oddRequests,
  type Token,
  wrongTokens,
} from './export-cells.js'

/** Held sets times routes up to which each set is asked about each route. */
const MOST = 20_000

/** Up to so many routes, one for each requirement, are asked about with every wrong token. */
const GUARDS = 10

const NO_TOKEN: Token = { who: 'no token', token: undefined }

/**
 * The cells of a catalog that a document describes, which may have thousands of routes: the held sets at each route (if
 * those are too many, the sets at which the route's own answer changes), the odd paths, and the wrong tokens at one route
 * for each requirement.
 */
export async function documentCells(world: ExportWorld): Promise<ExportCell[]> {
  const { catalog } = world
  const every = heldSets(catalog, catalog.routes)
  const isSmall = every.length * catalog.routes.length <= MOST
  const known = new Map<string, Promise<Token>>()
  const tokenOf = (set: readonly string[]): Promise<Token> => {
    const key = set.join(' ')
    const token = known.get(key) ?? heldToken(world, set)
    known.set(key, token)
    return token
  }
  const cells: ExportCell[] = []
  for (const route of catalog.routes) {
    const request = requestTo(catalog, route)
    if (!request) continue
    const sets = isSmall ? every : heldSets(catalog, [route])
    for (const token of [NO_TOKEN, ...(await Promise.all(sets.map(tokenOf)))])
      cells.push({ ...token, ...request })
  }
  const [none, all] = await Promise.all(heldSets(catalog, []).map(tokenOf))
  for (const request of oddRequests(catalog))
    for (const token of [NO_TOKEN, none, all]) if (token) cells.push({ ...token, ...request })
  const wrong = await wrongTokens(world)
  for (const request of guardedRequests(catalog))
    for (const token of wrong) cells.push({ ...token, ...request })
  return cells
}

function requestTo(catalog: Catalog, route: Route): { method: string; target: string } | undefined {
  const target = samplePath(catalog, route)
  return target === undefined ? undefined : { method: route.method, target }
}

function guardedRequests(catalog: Catalog) {
  const guards = new Map(catalog.routes.map((route) => [requirementText(route.requirement), route]))
  return [...guards.values()].slice(0, GUARDS).flatMap((route) => requestTo(catalog, route) ?? [])
}
