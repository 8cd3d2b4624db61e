/** Names and the names each points to directly. */
export type Edges = ReadonlyMap<string, readonly string[]>

export type Reach =
  | { readonly ok: true; readonly reach: ReadonlyMap<string, ReadonlySet<string>> }
  | { readonly ok: false; readonly cycle: readonly string[] }

/**
 * For each name all that can be reached from it, itself included; or the first cycle found, as `a, b, a`.
 * A cycle is an error and not a fixed point: nobody writes one on purpose. Iterative, so a chain of any length is fine.
 */
export function reachOf(edges: Edges): Reach {
  const reach = new Map<string, Set<string>>()
  const open = new Set<string>()
  for (const root of edges.keys()) {
    const stack = [root]
    while (stack.length > 0) {
      const name = stack.at(-1) ?? root
      const next = (edges.get(name) ?? []).find((to) => !reach.has(to))
      if (next !== undefined && !reach.has(name)) {
        open.add(name)
        if (open.has(next)) return { ok: false, cycle: [...stack.slice(stack.indexOf(next)), next] }
        stack.push(next)
        continue
      }
      if (!reach.has(name)) reach.set(name, union(name, edges.get(name) ?? [], reach))
      open.delete(name)
      stack.pop()
    }
  }
  return { ok: true, reach }
}

function union(
  name: string,
  targets: readonly string[],
  reach: ReadonlyMap<string, ReadonlySet<string>>,
): Set<string> {
  const all = new Set([name])
  for (const target of targets) for (const reached of reach.get(target) ?? []) all.add(reached)
  return all
}

/** The least set that holds `names` and all that they imply; names that `implied` does not know stay as they are. */
export function close(
  implied: ReadonlyMap<string, ReadonlySet<string>>,
  names: Iterable<string>,
): Set<string> {
  const all = new Set<string>()
  for (const name of names) {
    all.add(name)
    for (const reached of implied.get(name) ?? []) all.add(reached)
  }
  return all
}
