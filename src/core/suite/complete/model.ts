import type { Bits } from '../../matrix/compile.js'
import type { Suggestion } from '../coverage/model.js'
import type { Status } from '../model.js'

/** One token and the answer that it gets: what a suite must ask about a rule. */
export interface Ask {
  readonly allows: boolean
  /** What the token holds; undefined: no token. */
  readonly held: Bits | undefined
  /** The scopes of the token without those that they imply; with `lacks`: all declared ones but these and what implies them. */
  readonly names: readonly string[]
  readonly lacks: boolean
}

/**
 * What the routes with equal requirements decide about tokens issued here, and the questions that tell it from every
 * other monotone rule. One object for all of these routes.
 */
export interface Rule {
  readonly asks: readonly Ask[]
  /** False if there are more maximal refused sets than are examined: then no suite is known to be complete. */
  readonly isExact: boolean
}

/** What a suite does not ask about a route. */
export interface OpenRoute {
  readonly route: string
  readonly total: number
  readonly missing: readonly Ask[]
  readonly isExact: boolean
}

/** What a suite does not ask about a role: its full token at these routes. */
export interface OpenRole {
  readonly role: string
  readonly missing: readonly { readonly route: string; readonly status: Status }[]
}

/** Whether a suite fails for every other rule of a route, and for every other row of a role. */
export interface Completeness {
  readonly isComplete: boolean
  /** Decided routes; `undecided` ones have no rule that could be asked about. */
  readonly routes: { readonly total: number; readonly undecided: number }
  /** About the routes alone; `tokens`: how many different ones all of these questions need. */
  readonly questions: { readonly total: number; readonly asked: number; readonly tokens: number }
  readonly roles: { readonly total: number }
  /** Most missing questions first, then in the order of the catalog. */
  readonly openRoutes: readonly OpenRoute[]
  readonly openRoles: readonly OpenRole[]
  /** Tests that ask all missing questions: none of them can be left out. */
  suggest(): readonly Suggestion[]
}

/** How many questions are missing, about routes and roles together. */
export const missingIn = ({
  openRoutes,
  openRoles,
}: Pick<Completeness, 'openRoutes' | 'openRoles'>): number =>
  [...openRoutes, ...openRoles].reduce((sum, { missing }) => sum + missing.length, 0)
