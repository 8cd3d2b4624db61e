import { type Filters, routesSelected } from '../catalog/filter.js'
import type { Catalog } from '../catalog/model.js'
import type { RowKind } from '../matrix/rows.js'
import type { Users } from '../users/model.js'
import { apart, bundlesOf } from './bundles.js'
import { draw } from './draw.js'
import type { Folding, Graph } from './model.js'
import { pick } from './pick.js'

/** With more arrows than this, scopes that the same subjects hold share a box. */
export const MOST_ARROWS = 100

/** With more than this, a picture is hard to read, however it is drawn. */
export const CROWDED_ARROWS = 300

export interface Drawn {
  readonly graph: Graph
  readonly folding: Folding
  /** How many routes are in the picture. */
  readonly routes: number
}

/** No access is lost or added by folding: a subject gets to the same routes in each of the pictures. */
export function graphOf(
  catalog: Catalog,
  users: Users,
  by: RowKind,
  filters: Filters,
  { full }: { readonly full: boolean },
): Drawn {
  const numbers = routesSelected(catalog, filters)
  const picked = pick(catalog, users, by, filters, numbers ?? [...catalog.routes.keys()])
  const drawn = (folding: Folding): Drawn => {
    const bundles = folding === 'holders' ? bundlesOf(catalog, picked) : apart(picked.scopes)
    const graph = draw(catalog, picked, bundles, { merges: folding !== 'none' })
    // With a filter on routes, only what leads to one of them.
    const shown = numbers ? leadingToRoutes(graph) : graph
    return { graph: shown, folding, routes: picked.routes.length }
  }
  if (full) return drawn('none')
  const equal = drawn('equal')
  // Without subjects, no scopes are held together.
  return equal.graph.edges.length <= MOST_ARROWS || by === 'scope' ? equal : drawn('holders')
}

function leadingToRoutes({ nodes, edges }: Graph): Graph {
  const sources = new Map<string, string[]>()
  for (const { from, to } of edges) {
    const known = sources.get(to) ?? []
    sources.set(to, known)
    known.push(from)
  }
  const kept = new Set(nodes.flatMap(({ id, kind }) => (kind === 'route' ? id : [])))
  // Iterating over a set also visits the items added meanwhile.
  for (const id of kept) for (const from of sources.get(id) ?? []) kept.add(from)
  return {
    nodes: nodes.filter(({ id }) => kept.has(id)),
    edges: edges.filter(({ to }) => kept.has(to)),
  }
}
