/** Each name with the names it points to directly. */
export type Edges = ReadonlyMap<string, readonly string[]>

/** Sets of names by name. A Map is one; a catalog computes its sets when they are first needed. */
export type Sets = Pick<ReadonlyMap<string, ReadonlySet<string>>, 'get'>

/** What each name reaches, and the edges that it was found by. */
export interface Reached extends Sets {
  readonly edges: Edges
}

export type Reach =
  | { readonly ok: true; readonly reach: Reached }
  | { readonly ok: false; readonly cycle: readonly string[] }

/**
 * Everything reachable from each name, itself included; or the first cycle found, as `a, b, a`. A cycle is an error and
 * not a fixed point: nobody writes one on purpose. Iterative, so a chain may have any length.
 */
export function reachOf(edges: Edges): Reach {
  const cycle = cycleIn(edges)
  return cycle ? { ok: false, cycle } : { ok: true, reach: reachedBy(edges) }
}

/** @param edges without a cycle */
export function reachedBy(edges: Edges): Reached {
  const sets = lazySets((name) => (edges.has(name) ? close({ edges }, [name]) : undefined))
  return { ...sets, edges }
}

/** Depth first; each edge is followed once. */
function cycleIn(edges: Edges): string[] | undefined {
  const done = new Set<string>()
  for (const root of edges.keys()) {
    const open = new Map([[root, edges.get(root)?.values()]])
    const stack = [root]
    while (stack.length > 0) {
      const name = stack.at(-1) ?? root
      const next = done.has(name) ? undefined : open.get(name)?.next().value
      if (next === undefined) {
        done.add(name)
        open.delete(name)
        stack.pop()
      } else if (open.has(next)) return [...stack.slice(stack.indexOf(next)), next]
      else if (!done.has(next)) {
        open.set(next, edges.get(next)?.values())
        stack.push(next)
      }
    }
  }
  return undefined
}

/** The number of members that are cached: the sets for a chain of 10,000 names have fifty million in total. */
const MEMORY = 1_000_000

/** Computes each set when it is first needed, and caches those that fit. */
export function lazySets(make: (name: string) => ReadonlySet<string> | undefined): Sets {
  const known = new Map<string, ReadonlySet<string>>()
  let remembered = 0
  return {
    get(name) {
      const set = known.get(name) ?? make(name)
      if (set && !known.has(name) && remembered + set.size <= MEMORY) {
        known.set(name, set)
        remembered += set.size
      }
      return set
    },
  }
}

/**
 * The smallest set that contains `names` and everything they imply; names unknown to `implied` are kept as they are.
 * Each edge is followed once: the sets of single names would take the square of a chain that is listed from its end.
 *
 * @param found gets each name of the set in turn, with the first of `names` that implies it, or is it
 */
export function close(
  { edges }: Pick<Reached, 'edges'>,
  names: Iterable<string>,
  found?: (name: string, by: string) => void,
): Set<string> {
  const all = new Set<string>()
  for (const by of names) {
    if (all.has(by)) continue
    all.add(by)
    const reached = [by]
    for (const name of reached) {
      found?.(name, by)
      for (const next of edges.get(name) ?? []) {
        if (all.has(next)) continue
        all.add(next)
        reached.push(next)
      }
    }
  }
  return all
}
