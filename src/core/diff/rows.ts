import { ANONYMOUS, EVERYONE, type Facts, type People, type RouteKey } from '../access/facts.js'
import { routesFor } from '../access/routes-for.js'
import { byCodeUnit } from '../word.js'
import type { Who } from './change.js'

type Held = ReadonlySet<string> | undefined
type Keys = ReadonlySet<RouteKey>

/** One row before and after. */
export interface Row {
  readonly who: Omit<Who, 'users'>
  /** Undefined: no token, since the name does not exist or is disabled. */
  readonly before: Held
  readonly after: Held
  readonly isNew: boolean
  readonly isGone: boolean
}

export interface Difference extends Row {
  readonly gains: Keys
  readonly losses: Keys
  /** For a role or everyone: how many users have it now (gain), or had it before (loss); undefined without users. */
  readonly users: Readonly<Record<'gain' | 'loss', number>> | undefined
}

/**
 * The rows that may call different routes than before, with each change only at the widest row: a role's change is left
 * out if everyone has it too, and a user's if one of the user's roles has it. Clients are separate: default roles do
 * not apply to them.
 */
export function rowsThatDiffer(
  before: Facts,
  after: Facts,
  routes: readonly RouteKey[],
): Difference[] {
  const may = allowedIn(routes)
  const anonymous = between(may.row(before, ANONYMOUS), may.row(after, ANONYMOUS))
  const everyone = between(may.row(before, EVERYONE), may.row(after, EVERYONE))
  const roles = new Map<string, Changed>()
  for (const name of namesOf(before.roles, after.roles)) {
    if (name === EVERYONE) continue
    // Anyone who can get a new role was at least a user before, and remains one when it is removed.
    const was = may.row(before, before.roles.has(name) ? name : EVERYONE)
    roles.set(name, between(was, may.row(after, after.roles.has(name) ? name : EVERYONE)))
  }
  const counts = { gain: countMembers(after), loss: countMembers(before.members ? before : after) }
  const users = peopleRows('user', before, after, may, (name, changed) => {
    const left = (kind: Kind, members: Facts['members']): Keys => {
      const own = members?.get(name) ?? []
      return without(
        changed[kind],
        (key) => everyone[kind].has(key) || own.some((role) => roles.get(role)?.[kind].has(key)),
      )
    }
    const gain = left('gain', after.members)
    return { gain, loss: left('loss', before.members ?? after.members) }
  })
  const of = (role: string): Difference['users'] =>
    counts.gain && counts.loss && { gain: counts.gain(role), loss: counts.loss(role) }
  const base = [before.roles.get(EVERYONE), after.roles.get(EVERYONE)] as const
  const same = { isNew: false, isGone: false }
  return [
    { ...row({ kind: 'anonymous', name: ANONYMOUS }, [undefined, undefined], anonymous), ...same },
    { ...row({ kind: 'everyone', name: EVERYONE }, base, everyone), users: of(EVERYONE) },
    ...[...roles].map(([name, changed]) => {
      const own = {
        gain: without(changed.gain, (key) => everyone.gain.has(key)),
        loss: without(changed.loss, (key) => everyone.loss.has(key)),
      }
      const held = [before.roles.get(name), after.roles.get(name)] as const
      const made = row({ kind: 'role', name }, held, own)
      return { ...made, before: held[0] ?? base[0], after: held[1] ?? base[1], users: of(name) }
    }),
    ...peopleRows('client', before, after, may, (_name, changed) => changed),
    ...users,
  ].filter(({ gains, losses }) => gains.size + losses.size > 0)
}

type Kind = 'gain' | 'loss'
type Changed = Readonly<Record<Kind, Keys>>

function row(
  who: Row['who'],
  [before, after]: readonly [Held, Held],
  { gain, loss }: Changed,
): Difference {
  const isNew = before === undefined
  const isGone = after === undefined
  return { who, before, after, isNew, isGone, gains: gain, losses: loss, users: undefined }
}

const without = (keys: Keys, leaveOut: (key: RouteKey) => boolean): Keys =>
  new Set([...keys].filter((key) => !leaveOut(key)))

const between = (was: Keys, is: Keys): Changed => ({
  gain: without(is, (key) => was.has(key)),
  loss: without(was, (key) => is.has(key)),
})

function namesOf(a: ReadonlyMap<string, unknown>, b: ReadonlyMap<string, unknown>): string[] {
  return [...new Set([...a.keys(), ...b.keys()])].sort(byCodeUnit)
}

interface Allowed {
  row(facts: Facts, name: string): Keys
  held(facts: Facts, held: Held): Keys
}

/** Which of these routes a row or a set of scopes allows; cached, since most people hold the same as others. */
function allowedIn(routes: readonly RouteKey[]): Allowed {
  const asked = new Set(routes)
  const kept = new Map<Facts, Map<string, Keys>>()
  return {
    row: (facts, name) => without(facts.allows.get(name) ?? new Set(), (key) => !asked.has(key)),
    held(facts, held) {
      const known = kept.get(facts) ?? new Map<string, Keys>()
      kept.set(facts, known)
      const id = held === undefined ? '' : ` ${[...held].sort(byCodeUnit).join(' ')}`
      const found =
        known.get(id) ?? without(routesFor(facts.routes, held), (key) => !asked.has(key))
      known.set(id, found)
      return found
    },
  }
}

/** If a lock has only a digest of them, it is unknown who changed and how. */
function peopleRows(
  kind: 'user' | 'client',
  before: Facts,
  after: Facts,
  may: Allowed,
  left: (name: string, changed: Changed) => Changed,
): Difference[] {
  const [was, is]: [People, People] = [before[`${kind}s`], after[`${kind}s`]]
  if (was.kind === 'digest' || is.kind === 'digest') return []
  return namesOf(was.holds, is.holds).flatMap((name) => {
    const held = [was.holds.get(name), is.holds.get(name)] as const
    const changed = between(may.held(before, held[0]), may.held(after, held[1]))
    if (changed.gain.size + changed.loss.size === 0) return []
    return row({ kind, name }, held, left(name, changed))
  })
}

/** How many users have a role, counted in one pass over all users. */
export function countMembers({ members }: Facts): ((role: string) => number) | undefined {
  if (!members) return undefined
  const counts = new Map([[EVERYONE, members.size]])
  for (const roles of members.values()) {
    for (const role of roles) counts.set(role, (counts.get(role) ?? 0) + 1)
  }
  return (role) => counts.get(role) ?? 0
}
