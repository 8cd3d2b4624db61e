import { EVERYONE, type Facts, type People } from '../access/facts.js'
import { routesFor } from '../access/routes-for.js'
import { byCodeUnit } from '../word.js'
import { scopeCause } from './cause.js'
import type { ScopeChange, Who } from './change.js'
import { countMembers } from './rows.js'
import type { Newer } from './side.js'

type Names = ReadonlySet<string>
type Kind = 'gain' | 'loss'
type Changed = Readonly<Record<Kind, Names>>

const NONE: Names = new Set()
const NOTHING: Changed = { gain: NONE, loss: NONE }

/**
 * Who holds more or fewer scopes than before, as far as compare does not show it: scopes that make no difference to the
 * routes they may call, such as a new one under a glob. These are in their tokens, and another API may act on them.
 * Each change is shown only at the widest row: a gain of everyone is not repeated for each role, nor one of a role for
 * its users.
 */
export function scopeChanges(before: Facts, after: Facts, newer: Newer): ScopeChange[] {
  const changed = comparer()
  const was = (row: string): Names | undefined => before.roles.get(row)
  const is = (row: string): Names | undefined => after.roles.get(row)
  const everyone = changed(was(EVERYONE), is(EVERYONE))
  const roles = new Map<string, Changed>()
  for (const name of namesOf(before.roles, after.roles)) {
    // Anyone who has a new role was a user before, and anyone who had a removed role still is one.
    if (name !== EVERYONE)
      roles.set(name, changed(was(name) ?? was(EVERYONE), is(name) ?? is(EVERYONE)))
  }
  const counts = { gain: countMembers(after), loss: countMembers(before.members ? before : after) }
  const users = (kind: Kind, name: string) => counts[kind]?.(name)
  const wider = (name: string, kind: Kind): Names[] => {
    const members = kind === 'gain' ? after.members : (before.members ?? after.members)
    const own = (members?.get(name) ?? []).flatMap((role) => roles.get(role)?.[kind] ?? [])
    return [everyone[kind], ...own]
  }
  const changes: ScopeChange[] = []
  const add = (who: Omit<Who, 'users'>, all: Changed, told: (kind: Kind) => readonly Names[]) => {
    for (const kind of ['gain', 'loss'] as const) {
      const above = told(kind)
      const scopes = [...unexplained(kind, who, all[kind], before, after)]
        .filter((scope) => !above.some((names) => names.has(scope)))
        .sort(byCodeUnit)
      if (scopes.length === 0) continue
      const count =
        who.kind === 'role' || who.kind === 'everyone' ? users(kind, who.name) : undefined
      const cause = scopeCause(kind, who, scopes, before, newer)
      changes.push({ kind, who: { ...who, users: count }, route: undefined, scopes, cause })
    }
  }
  add({ kind: 'everyone', name: EVERYONE }, everyone, () => [])
  for (const [name, all] of roles) add({ kind: 'role', name }, all, (kind) => [everyone[kind]])
  for (const kind of ['client', 'user'] as const) {
    const [old, now] = [before[`${kind}s`], after[`${kind}s`]]
    if (old.kind === 'digest' || now.kind === 'digest') continue
    for (const name of namesOf(old.holds, now.holds)) {
      const all = changed(old.holds.get(name), now.holds.get(name))
      add({ kind, name }, all, (way) => (kind === 'user' ? wider(name, way) : []))
    }
  }
  return changes
}

/** The difference between two sets; most people hold the same set as others, so each pair is compared once. */
function comparer(): (was?: Names, is?: Names) => Changed {
  const known = new Map<Names, Map<Names, Changed>>()
  return (was = NONE, is = NONE) => {
    const some = known.get(was) ?? new Map<Names, Changed>()
    known.set(was, some)
    const found = some.get(is) ?? differ(was, is)
    some.set(is, found)
    return found
  }
}

function differ(was: Names, is: Names): Changed {
  const gain = new Set([...is].filter((name) => !was.has(name)))
  const loss = new Set([...was].filter((name) => !is.has(name)))
  return gain.size + loss.size === 0 ? NOTHING : { gain, loss }
}

/** The scopes that no route needs whose access changed for this row; compare reports the others. */
function unexplained(
  kind: Kind,
  who: Omit<Who, 'users'>,
  scopes: Names,
  before: Facts,
  after: Facts,
): Names {
  if (scopes.size === 0) return NONE
  const [older, newer] = kind === 'gain' ? [before, after] : [after, before]
  const had = routesFor(older.routes, heldBy(older, who))
  const held = heldBy(newer, who)
  const left = new Set(scopes)
  for (const key of routesFor(newer.routes, held)) {
    if (had.has(key)) continue
    for (const set of newer.routes.get(key)?.alternatives ?? []) {
      if (set.every((name) => held?.has(name))) for (const name of set) left.delete(name)
    }
  }
  return left
}

function heldBy(facts: Facts, { kind, name }: Omit<Who, 'users'>): Names | undefined {
  if (kind === 'user' || kind === 'client') {
    const people: People = facts[`${kind}s`]
    return people.kind === 'names' ? people.holds.get(name) : undefined
  }
  return facts.roles.get(name) ?? facts.roles.get(EVERYONE)
}

const namesOf = (a: ReadonlyMap<string, unknown>, b: ReadonlyMap<string, unknown>): string[] =>
  [...new Set([...a.keys(), ...b.keys()])].sort(byCodeUnit)
