import type { Catalog, Route } from './model.js'
import { partsOf, type Segment, segmentContains } from './route-template.js'

/** A catalog's routes, sorted so that finding those of a path costs as much as the path is long. */
export interface RouteIndex {
  /** Every route of the method whose template contains the path, in file order. */
  candidates(method: string, path: string): readonly Route[]
  /** The route that is called so, as the catalog writes it. */
  named(name: string): Route | undefined
}

/** A place in the paths of one method: what the segments before it have in common. */
interface Node {
  /** Segments without a hole, by their text. */
  readonly texts: Map<string, Node>
  /** Segments with holes, each pattern once. */
  readonly holes: Map<string, { readonly segment: Segment; readonly next: Node }>
  /** Routes that end here, and those that take whatever follows, by their numbers. */
  readonly ends: number[]
  readonly tails: number[]
}

// Kept by the list itself: copies of a catalog that differ in their roles share it.
const known = new WeakMap<Catalog['routes'], RouteIndex>()

/** Made when it is first asked for. */
export function routeIndex({ routes }: Pick<Catalog, 'routes'>): RouteIndex {
  const found = known.get(routes) ?? indexOf(routes)
  known.set(routes, found)
  return found
}

function indexOf(routes: readonly Route[]): RouteIndex {
  const methods = new Map<string, Node>()
  // The last one of a name first, so that the first one stays.
  const names = new Map([...routes].reverse().map((route) => [route.name, route]))
  for (const [number, route] of routes.entries()) {
    const root = methods.get(route.method) ?? emptyNode()
    methods.set(route.method, root)
    const { segments, tail } = route.pattern
    const node = segments.reduce(step, root)
    if (tail === undefined) node.ends.push(number)
    else node.tails.push(number)
  }
  return {
    named: (name) => names.get(name),
    candidates(method, path) {
      const root = methods.get(method)
      if (!root) return []
      const found: number[] = []
      gather(root, partsOf(path), 0, found)
      return found.sort((a, b) => a - b).flatMap((number) => routes[number] ?? [])
    },
  }
}

const emptyNode = (): Node => ({ texts: new Map(), holes: new Map(), ends: [], tails: [] })

/** Stands for a hole in a pattern's key: no text of a template has a slash in it. */
const HOLE = '/'

function step(node: Node, segment: Segment): Node {
  const [text = ''] = segment.plain
  if (segment.plain.length === 1) {
    const next = node.texts.get(text) ?? emptyNode()
    node.texts.set(text, next)
    return next
  }
  const key = segment.plain.join(HOLE)
  const there = node.holes.get(key) ?? { segment, next: emptyNode() }
  node.holes.set(key, there)
  return there.next
}

function gather(node: Node, parts: readonly string[], depth: number, found: number[]): void {
  const part = parts[depth]
  if (part === undefined) {
    found.push(...node.ends)
    return
  }
  found.push(...node.tails)
  const next = node.texts.get(part)
  if (next) gather(next, parts, depth + 1, found)
  for (const { segment, next: after } of node.holes.values()) {
    if (segmentContains(segment, part)) gather(after, parts, depth + 1, found)
  }
}
