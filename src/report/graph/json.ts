import type { GraphAnswer } from '../../core/graph/answer.js'
import type { graph as document } from '../documents/access.js'
import type { JsonOf } from '../documents/dsl.js'
import { filtersJson } from '../json-parts.js'

/** Boxes and arrows, with every name. */
export const json = ({
  by,
  filters,
  folding,
  total,
  routes,
  graph,
}: GraphAnswer): JsonOf<typeof document> => ({
  by,
  ...filtersJson(filters),
  folding,
  routes: { shown: routes, total },
  nodes: graph.nodes.map(({ id, kind, names, given, disabled, level }) => ({
    ...{ id, kind, names },
    given: given ?? null,
    disabled: disabled ?? false,
    level: level ?? null,
  })),
  edges: graph.edges.map(({ from, to, kind }) => ({ from, to, kind })),
})
