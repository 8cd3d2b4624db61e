import type { Catalog, Route } from '../../../src/core/catalog/model.js'
import { requirementText } from '../../../src/core/catalog/requirement.js'
import { samplePath } from '../../../src/core/export/samples.js'
import {
  type ExportCell,
  type ExportWorld,
  heldSets,
  heldToken,
  type Token,
  wrongTokens,
} from './export-cells.js'

/** Held sets times routes up to which each set is asked about each route. */
const MOST_CELLS = 2000

/** Of more routes, so many are asked about, spread over all. */
const MOST_ROUTES = 500

/** So many routes, one for each requirement, are asked about with wrong tokens and by odd paths. */
const GUARDS = 3

const NO_TOKEN: Token = { who: 'no token', token: undefined }

/**
 * The cells of a catalog that a document describes, which may have thousands of routes: the held sets at each route (if
 * those are too many, the sets at which the route's own answer changes), and some routes by odd paths and with the
 * tokens that must be refused.
 */
export async function documentCells(world: ExportWorld): Promise<ExportCell[]> {
  const { catalog } = world
  const every = heldSets(catalog, catalog.routes)
  const isSmall = every.length * catalog.routes.length <= MOST_CELLS
  const tokenOf = tokens(world)
  const cells: ExportCell[] = []
  for (const route of spread(catalog.routes, MOST_ROUTES)) {
    const request = requestTo(catalog, route)
    if (!request) continue
    const sets = isSmall ? every : heldSets(catalog, [route])
    for (const token of [NO_TOKEN, ...(await Promise.all(sets.map(tokenOf)))])
      cells.push({ ...token, ...request })
  }
  const [, all = NO_TOKEN] = await Promise.all(heldSets(catalog, []).map(tokenOf))
  const wrong = await wrongTokens(world)
  for (const { method, target } of guardedRequests(catalog)) {
    for (const token of wrong) cells.push({ ...token, method, target })
    for (const odd of oddSpellings(target)) cells.push({ ...all, method, target: odd })
  }
  return cells
}

/** Signs each set of scopes once. */
function tokens(world: ExportWorld): (set: readonly string[]) => Promise<Token> {
  const known = new Map<string, Promise<Token>>()
  return (set) => {
    const key = set.join(' ')
    const token = known.get(key) ?? heldToken(world, set)
    known.set(key, token)
    return token
  }
}

function spread<T>(all: readonly T[], most: number): readonly T[] {
  const step = Math.max(1, all.length / most)
  return all.filter((_, i) => Math.floor(i / step) !== Math.floor((i - 1) / step))
}

function requestTo(catalog: Catalog, route: Route): { method: string; target: string } | undefined {
  const target = samplePath(catalog, route)
  return target === undefined ? undefined : { method: route.method, target }
}

function guardedRequests(catalog: Catalog) {
  const guards = new Map(catalog.routes.map((route) => [requirementText(route.requirement), route]))
  return [...guards.values()].slice(0, GUARDS).flatMap((route) => requestTo(catalog, route) ?? [])
}

/** Paths that some router reads as this one, or as a part of it. */
const oddSpellings = (path: string): string[] => [
  ...[`/${path}`, `${path}/`, `${path}//`, `${path}/.`, `${path}/..`, `/x/..${path}`, `.${path}`],
  ...[`${path};x=1`, `${path}%2F`, `${path}%2f..`, `${path}%5C`, `${path}%00`, `${path}%3Bx`],
  ...[`${path}?x=/../y`, `${path}?`, `${path}#x`, `${path}.json`, path.toUpperCase()],
  path.replace(/[a-z](?=[^/]*$)/, (char) => `%${char.charCodeAt(0).toString(16)}`),
  path.replace(/\/(?=[^/]+$)/, '%2F'),
]
