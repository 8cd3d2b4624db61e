export type Span = readonly [start: number, end: number]
/** Where a value is, and the quoted name before it (none for list items and the whole text). */
export interface Place {
  readonly key?: Span
  readonly value: Span
}
export interface Positions {
  /** By JSON pointer (RFC 6901): `''` is the whole text, `/a~1b/0` the first item of the list `a/b`. */
  get(pointer: string): Place | undefined
  /** By the names and numbers of a pointer, as they are. */
  at(path: readonly (string | number)[]): Place | undefined
}

/**
 * A tree and not a map of pointers: the pointers of deep values under long names would take quadratic space. There is
 * one node per value, so each is a single object.
 */
export interface Node {
  start: number
  end: number
  readonly keyStart: number
  readonly keyEnd: number
  /** The keys of a map, in the order of `children`. */
  names?: string[]
  children?: Node[]
  /** Made when a large map is asked for the first time. */
  index?: Map<string, Node>
}

/** Has no name before it. */
const NO_KEY = -1

/** The node of a whole text. */
export const rootNode = (): Node => ({ start: 0, end: 0, keyStart: NO_KEY, keyEnd: NO_KEY })

export function place(node: Node | undefined, start: number, end: number): void {
  if (!node) return
  node.start = start
  node.end = end
}

export const positionsIn = (root: Node): Positions => ({
  get: (pointer) =>
    pointer === '' || pointer.startsWith('/')
      ? placeAt(root, pointer.split('/').slice(1).map(unescaped))
      : undefined,
  at: (path) => placeAt(root, path),
})

const unescaped = (part: string): string => part.replaceAll('~1', '/').replaceAll('~0', '~')

function placeAt(root: Node, path: readonly (string | number)[]): Place | undefined {
  let node: Node | undefined = root
  for (const step of path) {
    node = node && childAt(node, String(step))
    if (!node) return undefined
  }
  const value: Span = [node.start, node.end]
  return node.keyStart === NO_KEY ? { value } : { key: [node.keyStart, node.keyEnd], value }
}

/** So few names that an index costs more than looking at each. */
const FEW = 8

function childAt(node: Node, name: string): Node | undefined {
  const { names, children = [] } = node
  // The index of a list item is written as JSON pointers have it: without a sign or a leading zero.
  if (!names) return /^(?:0|[1-9][0-9]*)$/.test(name) ? children[Number(name)] : undefined
  if (names.length <= FEW) return children[names.indexOf(name)]
  node.index ??= new Map(names.map((each, i) => [each, children[i] as Node]))
  return node.index.get(name)
}

/** Adds a member of a map, whose quoted name is at `keyStart`, or without a name the next item of a list. */
export function childOf(
  parent: Node | undefined,
  name?: string,
  keyStart = NO_KEY,
  keyEnd = NO_KEY,
): Node | undefined {
  if (!parent) return undefined
  const child: Node = { start: keyStart, end: keyEnd, keyStart, keyEnd }
  parent.children ??= []
  parent.children.push(child)
  if (name !== undefined) {
    parent.names ??= []
    parent.names.push(name)
  }
  return child
}
