import { isMap, isSeq } from 'yaml'

type Ranged = { range?: [start: number, valueEnd: number, nodeEnd: number] } | null | undefined

/** From a node's first character to its last, without comments and spaces after it. */
export function rangeOf(node: unknown): [start: number, end: number] | undefined {
  const start = (node as Ranged)?.range?.[0]
  const end = endOf(node)
  return start === undefined || end === undefined ? undefined : [start, end]
}

/** A block collection's own range may include the comments after it, so its last item is used. */
export function endOf(node: unknown): number | undefined {
  if (isMap(node) && !node.flow) {
    const last = node.items.at(-1)
    return endOf(last?.value) ?? endOf(last?.key)
  }
  if (isSeq(node) && !node.flow) return endOf(node.items.at(-1))
  return (node as Ranged)?.range?.[1]
}
