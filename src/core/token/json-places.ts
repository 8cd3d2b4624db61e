export type Span = readonly [start: number, end: number]
/** Where a value is, and the quoted name before it (none for list items and the whole text). */
export interface Place {
  readonly key?: Span
  readonly value: Span
}
/** Places by JSON pointer (RFC 6901): `''` is the whole text, `/a~1b/0` the first item of the list `a/b`. */
export interface Positions {
  get(pointer: string): Place | undefined
}

/** A tree and not a map of pointers: the pointers of deep values under long names would take quadratic space. */
export interface Node {
  key?: Span
  value: Span
  children?: Map<string, Node>
}

export function find(root: Node, pointer: string): Place | undefined {
  if (pointer === '') return root
  if (!pointer.startsWith('/')) return undefined
  let node: Node | undefined = root
  for (const part of pointer.slice(1).split('/')) {
    node = node?.children?.get(part.replaceAll('~1', '/').replaceAll('~0', '~'))
  }
  return node
}

export function childOf(parent: Node | undefined, name: string, key?: Span): Node | undefined {
  if (!parent) return undefined
  const child: Node = key ? { key, value: key } : { value: [0, 0] }
  parent.children ??= new Map()
  parent.children.set(name, child)
  return child
}
