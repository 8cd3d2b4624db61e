import type { Change } from '../evidence/change.js'
import type { Status, SuiteSubject } from '../model.js'

/** What a mutant does, with the names that its sentence needs. */
export type Mutation =
  | {
      readonly operator: 'drop-role-scope' | 'add-role-scope'
      readonly role: string
      readonly scope: string
    }
  | {
      readonly operator: 'drop-implication' | 'add-implication'
      readonly scope: string
      readonly implied: string
    }
  | { readonly operator: 'drop-alternative'; readonly route: string; readonly alternative: string }
  | { readonly operator: 'all-to-any'; readonly route: string; readonly alternative: string }
  | {
      readonly operator: 'drop-needed-scope'
      readonly route: string
      readonly alternative: string
      readonly scope: string
    }
  | { readonly operator: 'make-public' | 'make-authenticated'; readonly route: string }
  | { readonly operator: 'drop-when' | 'set-default'; readonly role: string }
  | {
      readonly operator: 'drop-disabled'
      readonly holder: 'user' | 'client'
      readonly name: string
    }
  | { readonly operator: 'skip-check'; readonly check: 'audience' | 'issuer' | 'expiry' }

export interface Mutant {
  readonly mutation: Mutation
  /** Undefined: what comes out does not load. */
  change(): Change | undefined
}

/** A test that the model passes and the mutant fails. */
export interface Killer {
  readonly subject: SuiteSubject
  readonly route: string
  readonly status: Status
}

/**
 * What it takes to see a mutant. `full`: the token that a user, client, role or pair of roles simply gets, none at all, or
 * a bad one. `narrowed`: only a token with less than its holder has, or with scopes that nobody has. `nothing`: no token
 * that was tried decides differently (the scope guards no route, nobody holds it).
 */
export type SeenBy = 'full' | 'narrowed' | 'nothing'

export interface Judged {
  readonly mutation: Mutation
  readonly seenBy: SeenBy
  /** An assertion of the suites that fails on it. */
  readonly killed: boolean
  /** For a survivor: the test that would kill it. */
  readonly killer: Killer | undefined
}
