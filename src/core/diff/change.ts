import type { TrustField } from '../access/trust.js'
import type { Location } from '../problem.js'

/** The kinds of change, those that let more in first: the order in which they are shown. */
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

/** Whom a change reaches. `everyone`: every user, by the default roles; `anonymous`: also without a token. */
export interface Who {
  readonly kind: 'anonymous' | 'everyone' | 'role' | 'user' | 'client'
  readonly name: string
  /** Of a role or everyone: how many users have it; undefined for others, and where that is not known. */
  readonly users: number | undefined
}

/** Whose line made somebody gain or lose scopes. */
export interface Cause {
  /**
   * `role`: the role's own scopes (or those it extends) changed; `implies`: what the scope implies changed; `own`: the
   * subject's own scopes; `assigned`: which roles it has; `default`: which roles everyone has; `new`, `gone`, `disabled`:
   * the subject itself.
   */
  readonly by: 'role' | 'implies' | 'own' | 'assigned' | 'default' | 'new' | 'gone' | 'disabled'
  /** Of the role, scope, user or client that is meant. */
  readonly name: string
  /** In the newer catalog or users file, where it is still there. */
  readonly at: Location | undefined
}

/** One difference between what two catalogs, with their users, let whom do. */
export type Change = AccessChange | ScopeChange | RouteChange | TrustChange | ClaimChange

/** Somebody may call a route and could not, or the other way round. */
export interface AccessChange {
  readonly kind: 'gain' | 'loss'
  readonly who: Who
  readonly route: string
  /** Gained or lost scopes that made the difference; [] where the requirement did. */
  readonly scopes: readonly string[]
  readonly cause: Cause | undefined
  /** The requirement's texts, where that made the difference. */
  readonly needs: Before | undefined
  /** Of a loss by the requirement: what it needs besides, now. */
  readonly missing: readonly string[]
  /** Of the route, where its requirement made the difference. */
  readonly at: Location | undefined
}

export interface Before {
  readonly before: string
  readonly after: string
}

/** The route itself changed, whoever may call it. */
export interface RouteChange {
  readonly kind: 'opened' | 'weaker' | 'stronger' | 'new-route' | 'gone-route'
  readonly route: string
  /** Undefined on the side where there is no such route. */
  readonly before: string | undefined
  readonly after: string | undefined
  /** Of `opened`: who can now, or undefined for another way in than by scopes. */
  readonly who: 'anonymous' | 'everyone' | undefined
  /** Of a new or gone route: whose it is or was; roles only where not everyone's. */
  readonly allowed: readonly string[]
  readonly at: Location | undefined
}

/** Whose tokens are believed. */
export interface TrustChange {
  readonly kind: 'trust'
  /** Undefined: the catalog's `token:`. */
  readonly profile: string | undefined
  /** Undefined: the profile as a whole is new or gone. */
  readonly field: TrustField | undefined
  readonly before: string | undefined
  readonly after: string | undefined
  /** Of the settings in the newer catalog; undefined where they are gone. */
  readonly at: Location | undefined
}

/** Somebody's tokens have more scopes, or fewer, by which no route opens or closes for them. */
export interface ScopeChange {
  readonly kind: 'gain' | 'loss'
  readonly who: Who
  readonly route: undefined
  readonly scopes: readonly string[]
  readonly cause: Cause | undefined
}

/** A user's tokens say something else, which an API may act on. */
export interface ClaimChange {
  readonly kind: 'claims'
  readonly user: string
  readonly claim: string
  /** As the lock writes values; undefined where there is no such claim. */
  readonly before: string | undefined
  readonly after: string | undefined
  /** Of the user. */
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
