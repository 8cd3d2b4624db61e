import { EVERYONE, type Facts, type People, type RouteKey } from '../access/facts.js'
import { routesFor } from '../access/routes-for.js'
import { byCodeUnit } from '../word.js'
import { scopeCause } from './cause.js'
import type { ScopeChange, Who } from './change.js'
import { countMembers } from './rows.js'
import type { Newer } from './side.js'

type Names = ReadonlySet<string>
type Kind = 'gain' | 'loss'
type Row = Omit<Who, 'users'>
type Keys = ReadonlySet<RouteKey>
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
  const ofUser = (name: string, kind: Kind): readonly string[] => {
    const members = kind === 'gain' ? after.members : (before.members ?? after.members)
    return [EVERYONE, ...(members?.get(name) ?? [])]
  }
  const routes = routeChanges(before, after)
  const changes: ScopeChange[] = []
  /** @param wider the rows whose changes are not repeated for this one */
  const add = (who: Row, all: Changed, wider: (kind: Kind) => readonly string[]) => {
    for (const kind of ['gain', 'loss'] as const) {
      if (all[kind].size === 0) continue
      const above = wider(kind)
      const namesAbove = above.map((row) => (row === EVERYONE ? everyone : roles.get(row))?.[kind])
      const routesAbove = above.map((name) => routes(kind, { kind: 'role', name }))
      const shown = [...routes(kind, who)].filter(
        (key) => !routesAbove.some((each) => each.has(key)),
      )
      const scopes = [...unexplained(who, all[kind], shown, kind === 'gain' ? after : before)]
        .filter((scope) => !namesAbove.some((names) => names?.has(scope)))
        .sort(byCodeUnit)
      if (scopes.length === 0) continue
      const count =
        who.kind === 'role' || who.kind === 'everyone' ? users(kind, who.name) : undefined
      const cause = scopeCause(kind, who, scopes, before, newer)
      changes.push({ kind, who: { ...who, users: count }, route: undefined, scopes, cause })
    }
  }
  add({ kind: 'everyone', name: EVERYONE }, everyone, () => [])
  for (const [name, all] of roles) add({ kind: 'role', name }, all, () => [EVERYONE])
  for (const kind of ['client', 'user'] as const) {
    const [old, now] = [before[`${kind}s`], after[`${kind}s`]]
    if (old.kind === 'digest' || now.kind === 'digest') continue
    for (const name of namesOf(old.holds, now.holds)) {
      const all = changed(old.holds.get(name), now.holds.get(name))
      add({ kind, name }, all, (way) => (kind === 'user' ? ofUser(name, way) : []))
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

/** The routes that a row may call on one side only; those of roles are asked for again and again. */
function routeChanges(before: Facts, after: Facts): (kind: Kind, who: Row) => Keys {
  const known = new Map<string, Keys>()
  return (kind, who) => {
    const id = `${kind} ${who.kind === 'everyone' ? 'role' : who.kind} ${who.name}`
    const kept = known.get(id)
    if (kept) return kept
    const [older, newer] = kind === 'gain' ? [before, after] : [after, before]
    const had = routesFor(older.routes, heldBy(older, who))
    const now = routesFor(newer.routes, heldBy(newer, who))
    const found = new Set([...now].filter((key) => !had.has(key)))
    if (who.kind === 'role' || who.kind === 'everyone') known.set(id, found)
    return found
  }
}

/**
 * The scopes that none of these routes needs: those that compare shows for this row. A route that a wider row gains as well
 * is shown there, with the scopes of that row.
 */
function unexplained(who: Row, scopes: Names, shown: readonly RouteKey[], facts: Facts): Names {
  const held = heldBy(facts, who)
  const left = new Set(scopes)
  for (const key of shown) {
    for (const set of facts.routes.get(key)?.alternatives ?? []) {
      if (set.every((name) => held?.has(name))) for (const name of set) left.delete(name)
    }
  }
  return left
}

function heldBy(facts: Facts, { kind, name }: Row): Names | undefined {
  if (kind === 'user' || kind === 'client') {
    const people: People = facts[`${kind}s`]
    return people.kind === 'names' ? people.holds.get(name) : undefined
  }
  return facts.roles.get(name) ?? facts.roles.get(EVERYONE)
}

const namesOf = (a: ReadonlyMap<string, unknown>, b: ReadonlyMap<string, unknown>): string[] =>
  [...new Set([...a.keys(), ...b.keys()])].sort(byCodeUnit)
