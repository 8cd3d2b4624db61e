import { directImplications } from '../catalog/implications.js'
import type { Catalog } from '../catalog/model.js'
import type { Bundles } from './bundles.js'
import type { EdgeKind, Graph, GraphEdge, GraphLevel, GraphNode, NodeKind } from './model.js'
import type { Picked } from './pick.js'
import { keyOf, type Part, waysOf } from './requirement-ways.js'

const LETTER: Readonly<Record<NodeKind, string>> = {
  user: 'u',
  client: 'c',
  role: 'r',
  scope: 's',
  all: 'a',
  level: 'k',
  outside: 'w',
  route: 't',
}

/** Boxes and arrows while they are being collected. Boxes with the same kind and key are one. */
class Drawing {
  readonly #nodes = new Map<string, { node: GraphNode; names: string[] }>()
  readonly #counts = new Map<NodeKind, number>()
  readonly #edges = new Map<string, GraphEdge>()

  node(kind: NodeKind, key: string, name?: string, more: Partial<GraphNode> = {}): string {
    const known = this.#nodes.get(`${kind} ${key}`)
    if (known) {
      if (name !== undefined && known.names.at(-1) !== name) known.names.push(name)
      return known.node.id
    }
    const count = (this.#counts.get(kind) ?? 0) + 1
    this.#counts.set(kind, count)
    const names = name === undefined ? [] : [name]
    const node = { id: `${LETTER[kind]}${count}`, kind, names, ...more }
    this.#nodes.set(`${kind} ${key}`, { node, names })
    return node.id
  }

  edge(kind: EdgeKind, from: string, to: string | undefined): void {
    if (to !== undefined && to !== from)
      this.#edges.set(`${kind} ${from} ${to}`, { from, to, kind })
  }

  graph(): Graph {
    return {
      nodes: [...this.#nodes.values()].map(({ node }) => node),
      edges: [...this.#edges.values()],
    }
  }
}

/** @param merges whether people, roles and routes with the same arrows share a box */
export function draw(
  catalog: Catalog,
  picked: Picked,
  bundles: Bundles,
  { merges }: { readonly merges: boolean },
): Graph {
  const drawing = new Drawing()
  const headOf = (scope: string): string => bundles.get(scope)?.[0] ?? scope
  const boxes = (scopes: readonly string[]): string[] => [...new Set(scopes.map(headOf))]
  const roleKeys = new Map<string, string>()
  for (const { name, scopes, extends: parents, isDefault, when } of picked.roles.values()) {
    const given = isDefault ? 'default' : when ? 'when' : undefined
    const alike = [given, boxes(scopes).sort(), [...parents].sort()]
    roleKeys.set(name, JSON.stringify(merges ? alike : name))
    drawing.node('role', roleKeys.get(name) ?? '', name, { given })
  }
  const roleId = (name: string): string | undefined => {
    const key = roleKeys.get(name)
    return key === undefined ? undefined : drawing.node('role', key)
  }
  const scopeIds = new Map<string, string>()
  for (const name of picked.scopes) {
    scopeIds.set(headOf(name), drawing.node('scope', headOf(name), name))
  }
  const scopeId = (name: string): string | undefined => scopeIds.get(headOf(name))

  for (const { kind, entry, roles } of picked.people) {
    const { name, scopes, disabled } = entry
    const arrows = disabled ? [] : [[...roles].sort(), boxes(scopes).sort()]
    const key = JSON.stringify(merges ? [disabled, arrows] : name)
    const id = drawing.node(kind, key, name, disabled ? { disabled } : {})
    if (disabled) continue
    for (const role of roles) drawing.edge('has', id, roleId(role))
    for (const scope of scopes) drawing.edge('grants', id, scopeId(scope))
  }
  for (const { name, scopes, extends: parents } of picked.roles.values()) {
    const id = roleId(name) ?? ''
    for (const parent of parents) drawing.edge('extends', id, roleId(parent))
    for (const scope of scopes) drawing.edge('grants', id, scopeId(scope))
  }
  const implied = directImplications(catalog.scopes)
  for (const name of picked.scopes) {
    for (const other of implied.get(name) ?? []) {
      drawing.edge('implies', scopeId(name) ?? '', scopeId(other))
    }
  }

  const partId = ({ kind, name }: Part): string => {
    if (kind === 'scope') return scopeId(name) ?? ''
    if (kind === 'outside') return drawing.node('outside', name, name)
    return drawing.node('level', name, undefined, { level: name as GraphLevel })
  }
  for (const number of picked.routes) {
    const route = catalog.routes[number]
    if (!route) continue
    const ways = waysOf(route.requirement, bundles, picked.held)
    const key = JSON.stringify(merges ? ways.map(keyOf) : number)
    const id = drawing.node('route', key, route.name)
    for (const parts of ways) {
      const ids = [...new Set(parts.map(partId))]
      const [only] = ids
      if (ids.length === 1) drawing.edge('opens', only ?? '', id)
      else {
        const all = drawing.node('all', keyOf(parts))
        for (const part of ids) drawing.edge('part', part, all)
        drawing.edge('opens', all, id)
      }
    }
  }
  return drawing.graph()
}
