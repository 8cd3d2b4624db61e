import type { EdgeKind, Graph, GraphNode, NodeKind } from '../../core/graph/model.js'

/** Chains of `extends` and `implies` are this many columns wide at most; what is further along shares the first column. */
const MOST_COLUMNS = 6

/** The order of the kinds, from left to right. */
const STAGE: Readonly<Record<NodeKind, number>> = {
  user: 0,
  client: 0,
  role: 1,
  scope: 2,
  level: 2,
  outside: 2,
  all: 3,
  route: 4,
}

/** The column of each box, without empty columns: nearly all arrows point to the right. */
export function columnsOf({ nodes, edges }: Graph): Map<string, number> {
  const heights = heightsOf(nodes, edges)
  const place = ({ id, kind }: GraphNode): number =>
    STAGE[kind] * MOST_COLUMNS - Math.min(heights.get(id) ?? 0, MOST_COLUMNS - 1)
  const used = [...new Set(nodes.map(place))].sort((a, b) => a - b)
  const columns = new Map(used.map((each, i) => [each, i]))
  return new Map(nodes.map((node) => [node.id, columns.get(place(node)) ?? 0]))
}

const CHAINED: ReadonlySet<EdgeKind> = new Set(['extends', 'implies'])

/** How far each role and scope is from the end of the longest chain that starts there. A circle ends where it closes. */
function heightsOf(nodes: readonly GraphNode[], edges: Graph['edges']): Map<string, number> {
  const sources = new Map<string, string[]>()
  const open = new Map(nodes.map(({ id }) => [id, 0]))
  for (const { from, to, kind } of edges) {
    if (!CHAINED.has(kind)) continue
    const known = sources.get(to) ?? []
    sources.set(to, known)
    known.push(from)
    open.set(from, (open.get(from) ?? 0) + 1)
  }
  const heights = new Map<string, number>()
  const ready = nodes.flatMap(({ id }) => (open.get(id) === 0 ? id : []))
  // Iterating over a list also visits the items added meanwhile.
  for (const id of ready) {
    const height = heights.get(id) ?? 0
    for (const source of sources.get(id) ?? []) {
      heights.set(source, Math.max(heights.get(source) ?? 0, height + 1))
      const left = (open.get(source) ?? 0) - 1
      open.set(source, left)
      if (left === 0) ready.push(source)
    }
  }
  return heights
}
