import { boundaryOf, heldIn } from '../../../src/core/catalog/boundary.js'
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

/** Up to so many routes, one for each requirement, are asked about with every wrong token. */
const GUARDS = 10

const NO_TOKEN: Token = { who: 'no token', token: undefined }

/**
 * The cells of a catalog that a document describes, which may have thousands of routes: each route with the sets of
 * `test --complete`, which tell its requirement from every other; the odd paths, and odd spellings of the routes' own;
 * and the wrong tokens at one route for each requirement.
 */
export async function documentCells(world: ExportWorld): Promise<ExportCell[]> {
  const { catalog } = world
  const known = new Map<string, Promise<Token>>()
  const tokenOf = (set: readonly string[]): Promise<Token> => {
    const key = set.join(' ')
    const token = known.get(key) ?? heldToken(world, set)
    known.set(key, token)
    return token
  }
  const setsOf = new Map<string, readonly (readonly string[])[]>()
  const cells: ExportCell[] = []
  for (const route of catalog.routes) {
    const request = requestTo(catalog, route)
    if (!request) continue
    const key = requirementText(route.requirement)
    const sets = setsOf.get(key) ?? completeSets(route, catalog)
    setsOf.set(key, sets)
    for (const token of [NO_TOKEN, ...(await Promise.all(sets.map(tokenOf)))])
      cells.push({ ...token, ...request })
  }
  const [none, all] = await Promise.all(heldSets(catalog, []).map(tokenOf))
  const guarded = guardedRequests(catalog)
  for (const request of [...oddRequests(catalog), ...guarded.flatMap(respelled)])
    for (const token of [NO_TOKEN, none, all]) if (token) cells.push({ ...token, ...request })
  // First, since some of them are only valid for minutes, which is less than the others may take.
  const wrong = (await wrongTokens(world)).flatMap((token) =>
    guarded.map((request) => ({ ...token, ...request })),
  )
  return [...wrong, ...cells]
}

/** The least that the route allows, and the most that it refuses. */
function completeSets({ requirement }: Route, catalog: Catalog): (readonly string[])[] {
  const { allowed, refused } = boundaryOf(requirement, catalog)
  return [...allowed, ...refused.map((each) => heldIn(catalog, each))]
}

function requestTo(catalog: Catalog, route: Route): { method: string; target: string } | undefined {
  const target = samplePath(catalog, route)
  return target === undefined ? undefined : { method: route.method, target }
}

function guardedRequests(catalog: Catalog) {
  const guards = new Map(catalog.routes.map((route) => [requirementText(route.requirement), route]))
  return [...guards.values()].slice(0, GUARDS).flatMap((route) => requestTo(catalog, route) ?? [])
}

/** What servers take for the same path, or for one near it. */
function respelled({ method, target: path }: { method: string; target: string }) {
  const last = path.lastIndexOf('/')
  const [before, after] = [path.slice(0, last), path.slice(last + 1)]
  const escaped = `%${path.charCodeAt(1).toString(16).toUpperCase()}${path.slice(2)}`
  const paths = [
    ...[`${path}/`, `/${path}`, `${before}//${after}`, `${before}/./${after}`, `${path}/..`],
    ...[`${before}/x/../${after}`, `${path}/%2e%2e`, `${before}%2F${after}`, `${path};x=1`],
    ...[`${before}%5C${after}`, `${path}%3Bx`, `${path}%00`, `${path}?x=1`, `${path}#x`],
    ...[`${path}.json`, `${path}/x`, `${before}/`, before, `/${escaped}`, `${path}é`],
    ...[path.toUpperCase(), path.toLowerCase(), `http://x${path}`],
  ]
  return paths.map((target) => ({ method, target }))
}
