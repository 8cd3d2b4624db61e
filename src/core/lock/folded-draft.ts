import { ANONYMOUS, EVERYONE, type RouteKey } from '../access/facts.js'
import { type Norm, normText } from '../catalog/norm.js'
import { type Location, type Problem, problem } from '../problem.js'
import { word } from '../word.js'
import type { Count, Counted } from './counts.js'
import { add, addAll, type Draft } from './draft.js'
import { folderOf, levelCounts } from './folder.js'

interface Group {
  readonly norm: Norm
  /** A row as in `allow` lines, or a combo. */
  readonly rows: readonly Row[]
  /** More than one after two branches that both changed its routes were merged. */
  readonly counts: Count[]
}

export interface Row {
  readonly name: string
  readonly isCombo: boolean
}

/** The facts of a folded lock while being read: routes and groups can be in any order. */
export interface FoldedDraft extends Draft {
  /** By `(NAME)`, or by the text of a requirement without a name. */
  readonly groups: Map<string, Group>
  readonly members: Map<RouteKey, { readonly group: string; readonly at: Location }>
  readonly folders: Map<string, Count[]>
}

/** Gives each route the facts of its group. @returns what its lines count, and the first route without a group */
export function unfold(draft: FoldedDraft, file: string): Counted[] | Problem {
  const keysOf = new Map<string, RouteKey[]>()
  for (const [key, { group, at }] of draft.members) {
    const found = draft.groups.get(group)
    if (!found) return problem('lock-group-missing', { file, group }, at)
    draft.routes.set(key, found.norm)
    const keys = keysOf.get(group) ?? []
    keysOf.set(group, keys)
    keys.push(key)
  }
  for (const [name, { rows }] of draft.groups) {
    const keys = keysOf.get(name) ?? []
    for (const { name: row, isCombo } of rows) {
      if (isCombo) for (const key of keys) add(draft.combos, row, key)
      else for (const each of rowsUnder(row, draft)) addAll(draft.allows, each, keys)
    }
  }
  return [...groupCounts(draft, keysOf), ...folderCounts(draft)]
}

/** Everybody who may call what this row may. */
function rowsUnder(row: string, { roles }: Draft): string[] {
  if (row !== ANONYMOUS && row !== EVERYONE) return [row]
  return [...(row === ANONYMOUS ? [ANONYMOUS] : []), EVERYONE, ...roles.keys()]
}

function* groupCounts(
  { groups }: FoldedDraft,
  keysOf: ReadonlyMap<string, readonly RouteKey[]>,
): Generator<Counted> {
  for (const [name, { norm, counts }] of groups) {
    const text = normText(norm)
    const of = name.startsWith('(') ? name : text
    yield { what: 'group', of, counts, entries: keysOf.get(name) ?? [], text }
  }
}

function* folderCounts({ members, routes, folders }: FoldedDraft): Generator<Counted> {
  const found = new Map<string, RouteKey[]>()
  for (const key of members.keys()) {
    const folder = folderOf(key.slice(key.indexOf(' ') + 1))
    const keys = found.get(folder) ?? []
    found.set(folder, keys)
    keys.push(key)
  }
  for (const of of new Set([...found.keys(), ...folders.keys()])) {
    const keys = found.get(of) ?? []
    const norms = keys.flatMap((key) => routes.get(key) ?? [])
    const entries = keys.map((key, i) => `${key} ${norms[i] ? normText(norms[i]) : ''}`)
    const counts = folders.get(of) ?? []
    const at = members.get(keys[0] ?? '')?.at
    yield { what: 'folder', of: word(of), counts, entries, levels: levelCounts(norms), at }
  }
}
