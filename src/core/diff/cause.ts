import type { Facts } from '../access/facts.js'
import { type Norm, normText, passes } from '../catalog/norm.js'
import { explainGrants, grantsOf } from '../subject/grants.js'
import type { Grant, Subject } from '../subject/model.js'
import type { AccessChange, Cause } from './change.js'
import type { Row } from './rows.js'
import type { Newer } from './side.js'

type Why = Pick<AccessChange, 'scopes' | 'cause' | 'needs' | 'missing'>

interface Needs {
  readonly before: Norm
  readonly after: Norm
}

/** Why a row gained or lost a route: its scopes, the requirement, or both. */
export function whyOf(
  kind: 'gain' | 'loss',
  row: Row,
  needs: Needs,
  before: Facts,
  newer: Newer,
): Why {
  const texts = { before: normText(needs.before), after: normText(needs.after) }
  const changed = texts.before !== texts.after
  // The scopes held before against the current requirement: is the requirement alone the cause?
  const byNeeds = changed && passes(needs.after, row.before) === (kind === 'gain')
  const byScopes = passes(needs.before, row.after) === (kind === 'gain')
  const moved = kind === 'gain' ? gained(row, needs) : lost(row, needs)
  const scopes = byNeeds ? [] : moved
  return {
    scopes,
    needs: changed && (byNeeds || !byScopes) ? texts : undefined,
    missing: kind === 'loss' && byNeeds ? missingOf(needs.after, row.after) : [],
    cause: byNeeds ? undefined : causeOf(kind, row, scopes, before, newer),
  }
}

/** For the alternative that is held now, the scopes that were not held before. */
function gained({ before, after }: Row, needs: Needs): readonly string[] {
  const open = needs.after.alternatives.filter((set) => set.every((name) => after?.has(name)))
  return fewest(open.map((set) => set.filter((name) => !before?.has(name))))
}

/** For the alternative that was held, the scopes that are no longer held. */
function lost({ before, after }: Row, needs: Needs): readonly string[] {
  const open = needs.before.alternatives.filter((set) => set.every((name) => before?.has(name)))
  return fewest(open.map((set) => set.filter((name) => !after?.has(name))))
}

const missingOf = (norm: Norm, held: Row['after']): readonly string[] =>
  fewest(norm.alternatives.map((set) => set.filter((name) => !held?.has(name))))

function fewest(sets: readonly (readonly string[])[]): readonly string[] {
  return [...sets].sort((a, b) => a.length - b.length)[0] ?? []
}

function causeOf(
  kind: 'gain' | 'loss',
  row: Row,
  [scope]: readonly string[],
  before: Facts,
  newer: Newer,
): Cause | undefined {
  const { who } = row
  const subject = subjectOf(who, newer)
  if (row.isGone) return gone(who, newer)
  if (row.isNew) return { by: 'new', name: who.name, at: placeOf(who, newer) }
  if (scope === undefined || !subject) return undefined
  return kind === 'gain'
    ? gainedBy(scope, who, grantsFor(who, newer, subject).get(scope), before, newer)
    : lostBy(scope, row, before, newer)
}

/** By row, since one row may have thousands of changes. */
const explained = new WeakMap<Row['who'], ReadonlyMap<string, Grant>>()

function grantsFor(who: Row['who'], { catalog }: Newer, subject: Subject) {
  const found = explained.get(who) ?? explainGrants(catalog, subject)
  explained.set(who, found)
  return found
}

/** The cause of a change of scopes alone. */
export function scopeCause(
  kind: 'gain' | 'loss',
  who: Row['who'],
  scopes: readonly string[],
  before: Facts,
  newer: Newer,
): Cause | undefined {
  const was = heldBefore(who, before)
  const subject = subjectOf(who, newer)
  const after = subject && grantsOf(newer.catalog, subject)
  const isGone = who.kind === 'role' ? !newer.catalog.roles.has(who.name) : after === undefined
  const row = { who, before: was, after, isNew: was === undefined, isGone }
  return causeOf(kind, row, scopes, before, newer)
}

/** The line that granted a scope: the scope that implies it, the role that lists it, or the user who got the role. */
function gainedBy(
  scope: string,
  who: Row['who'],
  grant: Grant | undefined,
  before: Facts,
  newer: Newer,
): Cause | undefined {
  if (!grant) return undefined
  const { catalog } = newer
  const { impliedBy } = grant
  const root = impliedBy ?? scope
  const heldRoot = heldBefore(who, before)?.has(root) ?? false
  if (impliedBy !== undefined && heldRoot) {
    return { by: 'implies', name: impliedBy, at: catalog.scopes.get(impliedBy)?.at }
  }
  if (grant.via === 'own') return { by: 'own', name: who.name, at: placeOf(who, newer) }
  const role = grant.role ?? ''
  const hadIt = (name: string): boolean => before.roles.get(name)?.has(root) ?? false
  // If it is copied from a role that had it all along, the copying is what is new.
  const from = catalog.roles.get(grant.from === undefined || hadIt(grant.from) ? role : grant.from)
  if (!hadIt(role) || (who.kind === 'role' && who.name === role)) {
    return { by: 'role', name: from?.name ?? role, at: from?.at }
  }
  if (grant.how === 'default') return { by: 'default', name: role, at: from?.at }
  return { by: 'assigned', name: role, at: placeOf(who, newer) }
}

/** The older files may not exist (a lock has none), so this only uses the facts. */
function lostBy(scope: string, { who, after }: Row, before: Facts, newer: Newer): Cause {
  const { catalog } = newer
  for (const [name, all] of before.implies) {
    if (!all.has(scope) || !after?.has(name) || catalog.implied.get(name)?.has(scope)) continue
    return { by: 'implies', name, at: catalog.scopes.get(name)?.at }
  }
  if (who.kind === 'everyone') return { by: 'default', name: who.name, at: undefined }
  if (who.kind === 'role')
    return { by: 'role', name: who.name, at: catalog.roles.get(who.name)?.at }
  return { by: 'assigned', name: who.name, at: placeOf(who, newer) }
}

function gone(who: Row['who'], newer: Newer): Cause {
  const { users, clients } = newer.users
  const person = who.kind === 'user' ? users.get(who.name) : clients.get(who.name)
  const by = who.kind !== 'role' && person?.disabled ? 'disabled' : 'gone'
  return { by, name: who.name, at: by === 'disabled' ? person?.at : undefined }
}

function heldBefore({ kind, name }: Row['who'], before: Facts): ReadonlySet<string> | undefined {
  if (kind === 'role' || kind === 'everyone') return before.roles.get(name)
  if (kind === 'anonymous') return undefined
  const people = before[`${kind}s`]
  return people.kind === 'names' ? people.holds.get(name) : undefined
}

function subjectOf({ kind, name }: Row['who'], { users }: Newer): Subject | undefined {
  if (kind === 'everyone') return { kind: 'role', roles: [] }
  if (kind === 'role') return { kind: 'role', roles: [name] }
  if (kind === 'user') {
    const user = users.users.get(name)
    return user && { kind, user }
  }
  const client = kind === 'client' ? users.clients.get(name) : undefined
  return client && { kind: 'client', client }
}

function placeOf({ kind, name }: Row['who'], { catalog, users }: Newer): Cause['at'] {
  if (kind === 'role') return catalog.roles.get(name)?.at
  if (kind === 'user') return users.users.get(name)?.at
  return kind === 'client' ? users.clients.get(name)?.at : undefined
}
