/**
 * The roles whose composites lead back to themselves, each with all roles of its cycles (a strongly connected
 * component); Keycloak allows this, a catalog does not. Linear, without recursion.
 */
export function componentsOf(
  edges: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<string, readonly string[]> {
  const order = finished(edges)
  const back = reversed(edges)
  const seen = new Set<string>()
  const cycles = new Map<string, readonly string[]>()
  for (const start of order.reverse()) {
    if (seen.has(start)) continue
    const members: string[] = []
    const waiting = [start]
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (seen.has(next)) continue
      seen.add(next)
      members.push(next)
      waiting.push(...(back.get(next) ?? []))
    }
    if (members.length > 1) for (const member of members) cycles.set(member, members)
  }
  return cycles
}

/** Every role after all that it leads to, except where they lead back (Kosaraju's first pass). */
function finished(edges: ReadonlyMap<string, readonly string[]>): string[] {
  const seen = new Set<string>()
  const order: string[] = []
  for (const root of edges.keys()) {
    const stack: { name: string; next: number }[] = seen.has(root) ? [] : [{ name: root, next: 0 }]
    seen.add(root)
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const to = edges.get(top.name)?.[top.next++]
      if (to === undefined) {
        order.push(top.name)
        stack.pop()
      } else if (!seen.has(to)) {
        seen.add(to)
        stack.push({ name: to, next: 0 })
      }
    }
  }
  return order
}

function reversed(edges: ReadonlyMap<string, readonly string[]>): Map<string, string[]> {
  const back = new Map<string, string[]>()
  for (const [from, all] of edges) {
    for (const to of all) {
      const known = back.get(to)
      if (known) known.push(from)
      else back.set(to, [from])
    }
  }
  return back
}
