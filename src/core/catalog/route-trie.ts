import { type Segment, segmentContains, type Template } from './route-template.js'

/** How paths are compared with templates in route lookup. */
export interface Folding {
  /** The segments under which a template is filed. */
  segments(template: Template): readonly Segment[]
  /** The texts that a segment of a path may match. */
  texts(part: string, isLast: boolean): readonly string[]
  /** Whether a segment of a path may match a template segment with holes. */
  contains(segment: Segment, part: string, isLast: boolean): boolean
  /** Whether `/files` finds `/files/{path*}` too. */
  readonly tailMayBeAbsent: boolean
}

export const EXACT: Folding = {
  segments: ({ segments }) => segments,
  texts: (part) => [part],
  contains: (segment, part) => segmentContains(segment, part),
  tailMayBeAbsent: false,
}

/** A node in the trie of one method: templates that share the segments before it. Most nodes need one of its members. */
export interface Node {
  /** Segments without holes, by their text. */
  texts?: Map<string, Node>
  /** Segments with holes, one entry per pattern. */
  holes?: Map<string, { readonly segment: Segment; readonly next: Node }>
  /** The numbers of the routes that end here, and of those that take whatever follows. */
  ends?: number[]
  tails?: number[]
}

/** Adds a template to the trie under a number. */
export function insert(root: Node, template: Template, number: number, folding: Folding): void {
  const node = folding.segments(template).reduce(step, root)
  const member = template.tail === undefined ? 'ends' : 'tails'
  node[member] ??= []
  node[member].push(number)
}

/** Stands for a hole in a pattern's key: no text of a template contains a slash. */
const HOLE = '/'

function step(node: Node, segment: Segment): Node {
  const [text = ''] = segment.plain
  if (segment.plain.length === 1) {
    node.texts ??= new Map()
    const next = node.texts.get(text) ?? {}
    node.texts.set(text, next)
    return next
  }
  const key = segment.plain.join(HOLE)
  node.holes ??= new Map()
  const there = node.holes.get(key) ?? { segment, next: {} }
  node.holes.set(key, there)
  return there.next
}

/** Collects the numbers of all templates that may contain the path with these segments. */
export function gather(
  node: Node,
  parts: readonly string[],
  folding: Folding,
  found: number[],
  depth = 0,
): void {
  const part = parts[depth]
  if (part === undefined) {
    found.push(...(node.ends ?? []))
    if (folding.tailMayBeAbsent) found.push(...(node.tails ?? []))
    return
  }
  found.push(...(node.tails ?? []))
  const isLast = depth + 1 === parts.length
  for (const text of folding.texts(part, isLast)) {
    const next = node.texts?.get(text)
    if (next) gather(next, parts, folding, found, depth + 1)
  }
  for (const { segment, next } of node.holes?.values() ?? []) {
    if (folding.contains(segment, part, isLast)) gather(next, parts, folding, found, depth + 1)
  }
}
