import type { Catalog, Requirement } from '../catalog/model.js'
import { close } from '../catalog/reach.js'
import { satisfies } from '../catalog/requirement.js'
import type { Location } from '../problem.js'
import { grantsOf } from '../subject/grants.js'
import type { Subject } from '../subject/model.js'
import { rolesOf } from '../users/held-roles.js'
import type { Users } from '../users/model.js'
import { crowdOf, heirsOf } from './crowd.js'
import { grantedBy } from './granted-by.js'
import { waysTo } from './ways-to.js'

/**
 * One change of the catalog or the users file that would turn the denial into an allow, and what else it would allow.
 */
export interface Repair {
  readonly change:
    | {
        readonly kind: 'scopes-to-subject'
        readonly scopes: readonly string[]
        readonly name: string
      }
    | { readonly kind: 'scopes-to-role'; readonly scopes: readonly string[]; readonly role: string }
    | { readonly kind: 'role-to-subject'; readonly role: string; readonly name: string }
  readonly at: Location | undefined
  /** Scopes that the subject would gain, including implied ones. */
  readonly scopes: number
  /** Routes that the subject could newly call. */
  readonly routes: number
  /** Enabled users whose tokens would carry more, out of all enabled ones; likewise for clients. */
  readonly users: number
  readonly of: number
  readonly clients: number
  /** Newly allowed pairs of a user or client and a route, including the subject's own. */
  readonly cells: number
}

interface Asked {
  readonly catalog: Catalog
  readonly requirement: Requirement
  readonly subject: Subject
  readonly users: Users
  /** Everything that a token of the subject can carry today. */
  readonly before: ReadonlySet<string>
}

/**
 * The changes that would allow it through any alternative, those that allow least first: by pairs of users and routes,
 * then pairs of roles and routes, then scopes gained, then scopes written, then the order of the file. Every number is
 * exact for these files. None if the subject already has the grants and only this token was narrower. NOT proposed: a
 * scope that only implies a missing one, a role that follows from attributes, more scopes for a default role (every
 * present and future user has it), and a weaker route.
 */
export function repairsFor(
  catalog: Catalog,
  requirement: Requirement,
  subject: Subject,
  users: Users,
): Repair[] {
  const before = grantsOf(catalog, subject)
  if (!before || satisfies(requirement, before)) return []
  const ways = waysTo(catalog, requirement, before)
  const asked = { catalog, requirement, subject, users, before }
  const ranked = [...toSubject(asked, ways), ...toRoles(asked, ways)]
  return ranked
    .filter(({ after }) => satisfies(requirement, after))
    .sort(
      (a, b) =>
        a.repair.cells - b.repair.cells || a.rows - b.rows || a.repair.scopes - b.repair.scopes,
    )
    .map(({ repair }) => repair)
}

/** A repair, with what the subject would then hold, and how many pairs of roles and routes it would allow. */
interface Ranked {
  readonly repair: Repair
  readonly after: ReadonlySet<string>
  readonly rows: number
}

/** The missing scopes of each way, or one role that has those of some way, for this user or client alone. */
function toSubject(asked: Asked, ways: readonly (readonly string[])[]): Ranked[] {
  const { catalog, requirement, subject, users, before } = asked
  if (subject.kind !== 'user' && subject.kind !== 'client') return []
  const { name, at } = subject.kind === 'user' ? subject.user : subject.client
  const ranked = (change: Repair['change'], scopes: Iterable<string>): Ranked => {
    const { after, ...gain } = gainOf(asked, scopes)
    const alone = subject.kind === 'user' ? { users: 1, clients: 0 } : { users: 0, clients: 1 }
    const of = enabledUsers(users)
    return { repair: { change, at, ...gain, ...alone, of, cells: gain.routes }, after, rows: 0 }
  }
  const roles = grantedBy(catalog, requirement, before).flatMap(
    ({ roles: [role, ...more], conditional }) =>
      role === undefined || more.length > 0 || conditional ? [] : [role],
  )
  return [
    ...ways.map((scopes) => ranked({ kind: 'scopes-to-subject', scopes, name }, scopes)),
    // What a role grants to those who list it, without the default roles.
    ...roles.map((role) =>
      ranked({ kind: 'role-to-subject', role, name }, catalog.own.get(role) ?? []),
    ),
  ]
}

/**
 * The missing scopes of each way for one of the subject's roles, listed or assigned by attributes, and so for everyone who has that
 * role or one that extends it. A role extended by one of these would also do, but never affects fewer people.
 */
function toRoles(asked: Asked, ways: readonly (readonly string[])[]): Ranked[] {
  const { catalog, subject, users } = asked
  const crowd = crowdOf(catalog, users)
  const of = enabledUsers(users)
  const gains = ways.map((scopes) => ({ added: scopes, ...gainOf(asked, scopes) }))
  return rolesHeld(catalog, subject).flatMap((role) => {
    const heirs = heirsOf(catalog, role)
    const at = catalog.roles.get(role)?.at
    return gains.map(({ added, after, ...gain }) => {
      const { rows, ...reached } = crowd.gain(heirs, added)
      const change = { kind: 'scopes-to-role' as const, scopes: added, role }
      return { repair: { change, at, ...gain, of, ...reached }, after, rows }
    })
  })
}

function gainOf(
  { catalog, before }: Asked,
  scopes: Iterable<string>,
): Pick<Repair, 'scopes' | 'routes'> & { after: ReadonlySet<string> } {
  const after = new Set([...before, ...close(catalog.implied, scopes)])
  const opened = catalog.routes.filter(
    ({ requirement }) => !satisfies(requirement, before) && satisfies(requirement, after),
  )
  return { scopes: after.size - before.size, routes: opened.length, after }
}

const enabledUsers = ({ users }: Users): number =>
  [...users.values()].filter(({ disabled }) => !disabled).length

function rolesHeld(catalog: Catalog, subject: Subject): readonly string[] {
  if (subject.kind === 'client') return [...new Set(subject.client.roles)]
  const whose =
    subject.kind === 'user'
      ? subject.user
      : subject.kind === 'role'
        ? { roles: subject.roles, attributes: new Map() }
        : undefined
  const held = whose ? rolesOf(catalog, whose) : []
  return held.filter(({ how }) => how !== 'default').map(({ role }) => role.name)
}
