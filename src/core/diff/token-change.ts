import type { TrustField } from '../access/trust.js'
import type { Location } from '../problem.js'
import type { Caller } from '../proof/rule.js'

/**
 * The kinds of difference that `diff --any-token` finds, in the order shown. `unknown`: the search for a token was given
 * up. `issued`: no token is treated differently, but tokens issued for the same scope carry other ones.
 */
export const TOKEN_KINDS = [
  'gain',
  'opened',
  'unknown',
  'trust',
  'issued',
  'new-route',
  'loss',
  'stronger',
  'gone-route',
] as const
export type TokenKind = (typeof TOKEN_KINDS)[number]

/** A token that one side accepts and the other refuses, whatever its scopes. */
export interface TrustWitness {
  readonly field: TokenField
  /** What it has there; undefined: it has none, or another one than required. */
  readonly value: string | undefined
  /** What else it has: for `scope_claim`, an empty one; for `kid`, the thumbprint of its key. */
  readonly beside?: string | undefined
}

/** A setting, or `kid`, which a key file sets. */
export type TokenField = TrustField | 'kid'

/** One difference between two catalogs for some token that could exist. */
export interface TokenChange {
  readonly kind: TokenKind
  /** Whether more is allowed now, or less; undefined if neither is known. */
  readonly way: 'gain' | 'loss' | undefined
  /** Undefined for trust and issued tokens. */
  readonly route: string | undefined
  /** For `trust`. */
  readonly profile?: string | undefined
  readonly field?: TokenField | undefined
  /** For `issued`: the scope that tokens are issued for, and what they now carry in addition, or no longer. */
  readonly scope?: string | undefined
  readonly gained?: readonly string[] | undefined
  readonly lost?: readonly string[] | undefined
  /** What is needed, trusted or implied on each side; undefined on the side that does not have it. */
  readonly before: string | undefined
  readonly after: string | undefined
  readonly witness: CallerWitness | undefined
  readonly trusted?: TrustWitness | undefined
  readonly at: Location | undefined
}

/** The smallest caller that only one side allows. */
export interface CallerWitness {
  readonly caller: Caller
  readonly isSmallest: boolean
  /** Its scopes that a side does not declare: they make no difference there. */
  readonly undeclared: { readonly before: readonly string[]; readonly after: readonly string[] }
}
