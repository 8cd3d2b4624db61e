import type { Catalog, Route } from '../catalog/model.js'
import { satisfies } from '../catalog/requirement.js'
import { explainGrants } from '../subject/grants.js'
import type { Grant, Subject } from '../subject/model.js'
import { sharedExplanations, sharedGrants } from '../subject/shared-grants.js'
import { claimGrants } from '../token-scopes/claim-grants.js'
import type { Users } from '../users/model.js'
import { missingFor } from './missing.js'
import { opening } from './opening.js'
import { heldBy, type Presented } from './presented.js'
import type { Question } from './question.js'
import { verdictOf } from './verdict.js'

/** A route, and whether one caller may use it. */
export interface RouteShown {
  readonly route: Route
  readonly may: 'yes' | 'no' | 'undecided'
  readonly status: 200 | 401 | 403 | undefined
  /** The grants that satisfy the alternative which allows it. */
  readonly by: readonly Grant[]
  readonly missing: readonly string[]
}

/** A user, client or role that may call the route, and the grants that allow it. */
export interface Holder {
  readonly kind: 'user' | 'client' | 'role'
  readonly name: string
  readonly by: readonly Grant[]
}

/** The decision for every route of the catalog, given the presented token; undecided routes have no answer. */
export function accessOf(
  catalog: Catalog,
  presented: Presented,
  subject: Subject | undefined,
): RouteShown[] {
  // Read once: nothing of a token depends on the route.
  const read = presented.kind === 'verified' ? heldBy(catalog, presented) : undefined
  const grants = subject
    ? explainGrants(catalog, subject)
    : read
      ? claimGrants(catalog, read.read, read.views)
      : new Map<string, Grant>()
  const held = read ? read.views[read.view] : new Set<string>()
  return catalog.routes.map((route) => {
    const { requirement } = route
    if (requirement.level === 'undecided') {
      return { route, may: 'undecided', status: undefined, by: [], missing: [] }
    }
    const { status } = verdictOf(catalog, { requirement }, presented, read)
    if (status === 200) {
      return { route, may: 'yes', status, by: opening({ requirement }, held, grants), missing: [] }
    }
    const missing = status === 403 ? (missingFor(catalog, requirement, held)?.scopes ?? []) : []
    return { route, may: 'no', status, by: [], missing }
  })
}

/**
 * Every user, client and role whose full grants satisfy the requirement, with the grants that do so. The inverse of
 * accessOf; disabled ones are treated as anonymous. Not for `public`, which needs no caller.
 */
export function holdersOf(catalog: Catalog, users: Users, question: Question): Holder[] {
  const holders: Holder[] = []
  const grants = sharedGrants(catalog)
  const explain = sharedExplanations(catalog)
  for (const subject of everybody(catalog, users)) {
    const held = grants(subject)
    if (!held || !satisfies(question.requirement, held)) continue
    const by = opening(question, held, explain(subject))
    holders.push({ kind: subject.kind, name: holderName(subject), by } as Holder)
  }
  return holders
}

function* everybody(catalog: Catalog, { users, clients }: Users): Generator<Subject> {
  for (const user of users.values()) yield { kind: 'user', user }
  for (const client of clients.values()) yield { kind: 'client', client }
  for (const role of catalog.roles.keys()) yield { kind: 'role', roles: [role] }
}

function holderName(subject: Subject): string {
  if (subject.kind === 'user') return subject.user.name
  if (subject.kind === 'client') return subject.client.name
  return subject.kind === 'role' ? subject.roles.join('+') : ''
}
