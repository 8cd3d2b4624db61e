import type { Placed } from '../core/openapi/placed.js'

/** New members of one existing object. */
export interface Added {
  readonly pointer: readonly string[]
  readonly members: Record<string, unknown>
  /** The edits that these members come from. */
  readonly edits: readonly Placed[]
}

/**
 * Edits of existing values, and additions grouped by the nearest existing object, in which missing parents are created.
 * Additions to an outer object come first: if it ends where an inner one does, the outer one's members are last there.
 */
export function gathered(
  edits: readonly Placed[],
  isThere: (pointer: readonly string[]) => boolean,
): { changed: Placed[]; added: Added[] } {
  const changed: Placed[] = []
  const added = new Map<string, Added & { readonly edits: Placed[] }>()
  for (const edit of edits) {
    const { pointer, value } = edit
    if (isThere(pointer)) {
      changed.push(edit)
      continue
    }
    let depth = pointer.length - 1
    while (depth > 0 && !isThere(pointer.slice(0, depth))) depth--
    const holder = pointer.slice(0, depth)
    const key = JSON.stringify(holder)
    const group = added.get(key) ?? { pointer: holder, members: {}, edits: [] }
    added.set(key, group)
    group.edits.push(edit)
    let members = group.members
    for (const step of pointer.slice(depth, -1)) {
      members[step] ??= {}
      members = members[step] as Record<string, unknown>
    }
    members[pointer.at(-1) ?? ''] = value
  }
  const byDepth = [...added.values()].sort((a, b) => a.pointer.length - b.pointer.length)
  return { changed, added: byDepth }
}
