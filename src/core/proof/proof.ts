import type { Problem } from '../problem.js'
import type { Caller } from './rule.js'

/** What refutes a statement. */
export type Witness =
  /** A token, or a caller without one, that a route lets in. */
  | {
      readonly is: 'caller'
      readonly route: string
      readonly caller: Caller
      readonly isSmallest: boolean
    }
  /** Somebody who may call a route; `scopes`: the ones by which. */
  | {
      readonly is: 'subject'
      readonly kind: 'role' | 'user' | 'client'
      readonly name: string
      readonly route: string
      readonly scopes: readonly string[]
    }
  /** Somebody who holds all of these scopes, or could with these roles; `user`: with its own scopes as well. */
  | {
      readonly is: 'holder'
      readonly kind: 'role' | 'user' | 'client' | 'roles'
      readonly names: readonly string[]
      readonly user: string | undefined
    }
  /** A route with the level that the statement does not name, or without it although named. */
  | { readonly is: 'level'; readonly route: string; readonly level: string }

/** Whether a statement holds. */
export interface Proof {
  readonly statement: string
  readonly outcome: 'proved' | 'refuted'
  readonly witness: Witness | undefined
  readonly notes: readonly Problem[]
}

export type Verdict = Omit<Proof, 'statement'>
export const PROVED: Verdict = { outcome: 'proved', witness: undefined, notes: [] }
export const refutedBy = (witness: Witness): Verdict => ({
  outcome: 'refuted',
  witness,
  notes: [],
})
