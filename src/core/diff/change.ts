import type { TrustField } from '../access/trust.js'
import type { Location } from '../problem.js'

/** The kinds of change in the order shown, those that allow more first. */
export const CHANGE_KINDS = [
  'gain',
  'opened',
  'weaker',
  'trust',
  'claims',
  'new-route',
  'loss',
  'stronger',
  'gone-route',
] as const
export type ChangeKind = (typeof CHANGE_KINDS)[number]

/**
 * Who is affected by a change. `everyone`: every user, through the default roles; `anonymous`: also without a token.
 */
export interface Who {
  readonly kind: 'anonymous' | 'everyone' | 'role' | 'user' | 'client'
  readonly name: string
  /** For a role or everyone: how many users have it; undefined for others, and if not known. */
  readonly users: number | undefined
}

/** The line that made somebody gain or lose scopes. */
export interface Cause {
  /**
   * `role`: the role's own scopes (or those it extends) changed; `implies`: what the scope implies changed; `own`: the
   * subject's own scopes; `assigned`: which roles it has; `default`: which roles everyone has; `new`, `gone`, `disabled`:
   * the subject itself.
   */
  readonly by: 'role' | 'implies' | 'own' | 'assigned' | 'default' | 'new' | 'gone' | 'disabled'
  /** The name of the role, scope, user or client. */
  readonly name: string
  /** In the newer catalog or users file, if it still exists there. */
  readonly at: Location | undefined
}

/** One difference in who may do what, between two catalogs with their users. */
export type Change = AccessChange | ScopeChange | RouteChange | TrustChange | ClaimChange

/** Somebody may now call a route and could not before, or the other way round. */
export interface AccessChange {
  readonly kind: 'gain' | 'loss'
  readonly who: Who
  readonly route: string
  /** The gained or lost scopes that made the difference; [] if the requirement did. */
  readonly scopes: readonly string[]
  readonly cause: Cause | undefined
  /** The requirement before and after, if it made the difference. */
  readonly needs: Before | undefined
  /** For a loss due to the requirement: what it now needs in addition. */
  readonly missing: readonly string[]
  /** Where the route is, if its requirement made the difference. */
  readonly at: Location | undefined
}

export interface Before {
  readonly before: string
  readonly after: string
}

/** A change of the route itself, independent of who may call it. */
export interface RouteChange {
  readonly kind: 'opened' | 'weaker' | 'stronger' | 'new-route' | 'gone-route'
  readonly route: string
  /** Undefined on the side that does not have the route. */
  readonly before: string | undefined
  readonly after: string | undefined
  /** For `opened`: who can call it now; undefined if the new way in is not by scopes. */
  readonly who: 'anonymous' | 'everyone' | undefined
  /** For a new or removed route: who may or could call it; roles are listed only if not everyone can. */
  readonly allowed: readonly string[]
  readonly at: Location | undefined
}

/** A change in whose tokens are trusted. */
export interface TrustChange {
  readonly kind: 'trust'
  /** Undefined: the catalog's `token:`. */
  readonly profile: string | undefined
  /** Undefined if the whole profile is new or removed. */
  readonly field: TrustField | undefined
  readonly before: string | undefined
  readonly after: string | undefined
  /** Where the settings are in the newer catalog; undefined if they were removed. */
  readonly at: Location | undefined
}

/** Somebody's tokens have more or fewer scopes, without a change in the routes they may call. */
export interface ScopeChange {
  readonly kind: 'gain' | 'loss'
  readonly who: Who
  readonly route: undefined
  readonly scopes: readonly string[]
  readonly cause: Cause | undefined
}

/** A claim in a user's tokens changed, and an API may act on it. */
export interface ClaimChange {
  readonly kind: 'claims'
  readonly user: string
  readonly claim: string
  /** As values are written in the lock; undefined if there is no such claim. */
  readonly before: string | undefined
  readonly after: string | undefined
  /** The location of the user. */
  readonly at: Location | undefined
}

/** The line to review: what made the change, in the newer files. */
export const placeOf = (change: Change): Location | undefined =>
  (isAccess(change) || isScopeChange(change) ? change.cause?.at : undefined) ??
  ('at' in change ? change.at : undefined)

export const isScopeChange = (change: Change): change is ScopeChange =>
  (change.kind === 'gain' || change.kind === 'loss') && change.route === undefined

export const isAccess = (change: Change): change is AccessChange =>
  (change.kind === 'gain' || change.kind === 'loss') && change.route !== undefined

export const countKinds = (changes: readonly Change[]): ReadonlyMap<ChangeKind, number> =>
  new Map(
    CHANGE_KINDS.map((kind): [ChangeKind, number] => [
      kind,
      changes.filter((change) => change.kind === kind).length,
    ]).filter(([, count]) => count > 0),
  )
