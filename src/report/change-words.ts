import {
  type AccessChange,
  type Cause,
  CHANGE_KINDS,
  type Change,
  type ChangeKind,
  type ClaimChange,
  countKinds,
  isAccess,
  isScopeChange,
  placeOf,
  type RouteChange,
  type ScopeChange,
  type TrustChange,
  type Who,
} from '../core/diff/change.js'
import type { Location } from '../core/problem.js'
import type { JsonOf } from './documents/dsl.js'
import type { change as document } from './documents/review.js'
import { plural } from './words/words.js'

/** The text of a change besides its kind: who it affects, the route, and why, in pieces. Nothing is escaped here. */
export interface ChangeWords {
  readonly who: string
  readonly route: string
  readonly why: readonly string[]
}

export function wordsOf(change: Change): ChangeWords {
  if (change.kind === 'trust') return trustWords(change)
  if (change.kind === 'claims') return claimWords(change)
  if (isScopeChange(change)) return scopeWords(change)
  if (isAccess(change)) return accessWords(change)
  return routeWords(change)
}

const whoText = ({ name, users }: Omit<Who, 'kind'>): string =>
  users === undefined ? name : `${name} (${users === 0 ? 'no users' : plural(users, 'user')})`

const line = (at: Location | undefined): string => (at ? ` (${at.file}:${at.line})` : '')

function accessWords(change: AccessChange): ChangeWords {
  const { kind, who, route, scopes, cause, needs, missing } = change
  const why: string[] = []
  if (scopes.length > 0) why.push(`${kind === 'gain' ? 'via' : 'lost'} ${scopes.join(' + ')}`)
  if (missing.length > 0) why.push(`also needs ${missing.join(' + ')}`)
  else if (needs) why.push(...nowText(needs.before, needs.after))
  if (cause) why.push(causeText(kind, who, cause))
  return { who: whoText(who), route, why }
}

/** Which line caused the change. */
function causeText(kind: 'gain' | 'loss', who: Who, { by, name, at }: Cause): string {
  const gains = kind === 'gain'
  const says: Readonly<Record<Cause['by'], string>> = {
    role: `${name} ${gains ? 'gained' : 'lost'} it`,
    implies: `${name} ${gains ? 'now implies it' : 'no longer implies it'}`,
    own: `${name}'s own scopes`,
    assigned: gains ? `now has ${name}` : 'its own roles or scopes changed',
    default: gains ? `${name} is now a default role` : 'no default role grants it',
    new: who.kind === 'role' ? 'a new role' : 'new, or enabled',
    gone: 'was removed',
    disabled: 'is disabled',
  }
  return `${says[by]}${line(at)}`
}

/** Two pieces, because requirements can be long. */
export const nowText = (before: string, after: string): string[] => [
  `was ${before}`,
  `now ${after}`,
]

function routeWords({ kind, route, before, after, who, allowed, at }: RouteChange): ChangeWords {
  if (kind === 'new-route' || kind === 'gone-route') {
    const who = allowed.length > 0 ? allowed.join(', ') : 'no one'
    const needs = after === undefined ? `needed ${before}` : `needs ${after}${line(at)}`
    return { who, route, why: [needs] }
  }
  const why = nowText(before ?? 'no route', after ?? 'no route')
  if (kind === 'opened' && who === undefined) return { who: 'another way in', route, why }
  if (kind === 'weaker') why.push('for tokens that no one here has')
  return { who: who ?? '-', route, why }
}

function scopeWords({ kind, who, scopes, cause }: ScopeChange): ChangeWords {
  const why = [
    kind === 'gain' ? 'allows no new route' : 'removes no route',
    ...(cause ? [causeText(kind, who, cause)] : []),
  ]
  return { who: whoText(who), route: scopes.join(' '), why }
}

function claimWords({ user, claim, before, after, at }: ClaimChange): ChangeWords {
  const why = nowText(before ?? 'none', after ?? 'none')
  return { who: user, route: claim, why: [...why.slice(0, -1), `${why.at(-1)}${line(at)}`] }
}

function trustWords({ profile, field, before, after }: TrustChange): ChangeWords {
  const who = profile === undefined ? 'token' : `profile ${profile}`
  if (field !== undefined) return { who, route: field, why: nowText(before ?? '-', after ?? '-') }
  return { who, route: after === undefined ? 'removed' : 'new', why: [after ?? before ?? ''] }
}

const ONE_MANY: Readonly<Record<ChangeKind, readonly [string, string]>> = {
  gain: ['gain', 'gains'],
  opened: ['opened', 'opened'],
  weaker: ['weaker', 'weaker'],
  trust: ['trust change', 'trust changes'],
  claims: ['changed claim', 'changed claims'],
  'new-route': ['new route', 'new routes'],
  loss: ['loss', 'losses'],
  stronger: ['stronger', 'stronger'],
  'gone-route': ['removed route', 'removed routes'],
}

/** Gains that are not a route: without this, the count seems to be one of routes. */
function routeless(changes: readonly Change[], kind: ChangeKind): string {
  if (kind !== 'gain') return ''
  const count = changes.filter((each) => each.kind === kind && isScopeChange(each)).length
  return count === 0 ? '' : ` (${count} ${count === 1 ? 'allows' : 'allow'} no new route)`
}

/** `3 gains (1 allows no new route), 2 opened, 1 loss`. */
export function countText(changes: readonly Change[]): string {
  const counts = countKinds(changes)
  return CHANGE_KINDS.flatMap((kind) => {
    const count = counts.get(kind)
    return count === undefined
      ? []
      : `${count} ${ONE_MANY[kind][count === 1 ? 0 : 1]}${routeless(changes, kind)}`
  }).join(', ')
}

/** A change as JSON: every kind has the same members, null if they do not apply. */
export function changeJson(change: Change): JsonOf<typeof document> {
  const base = { who: null, profile: null, field: null, route: null, scopes: [], missing: [] }
  const rest = { before: null, after: null, allowed: [], cause: null }
  const at = placeOf(change)
  const place = { file: at?.file ?? null, line: at?.line ?? null }
  const all = { kind: change.kind, ...base, ...rest, ...place }
  if (change.kind === 'trust') {
    const { profile = null, field = null, before = null, after = null } = change
    return { ...all, profile, field, before, after }
  }
  if (change.kind === 'claims') {
    const { user, claim, before = null, after = null } = change
    const who = { kind: 'user' as const, name: user, users: null }
    return { ...all, who, field: claim, before, after }
  }
  if (isAccess(change) || isScopeChange(change)) {
    const { who, route = null, scopes, cause } = change
    const { missing, needs } = isAccess(change) ? change : { missing: [], needs: undefined }
    return {
      ...all,
      who: { kind: who.kind, name: who.name, users: who.users ?? null },
      route,
      scopes,
      missing,
      before: needs?.before ?? null,
      after: needs?.after ?? null,
      cause: cause ? { by: cause.by, name: cause.name } : null,
    }
  }
  const { route, before = null, after = null, who, allowed } = change
  return {
    ...all,
    who: who === undefined ? null : { kind: who, name: who, users: null },
    route,
    before,
    after,
    allowed,
  }
}
