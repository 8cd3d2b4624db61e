import type { Change } from '../evidence/change.js'
import type { Status, SuiteSubject } from '../model.js'

/** What a mutant does, with the names that its description needs. */
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
  | { readonly operator: 'skip-check'; readonly check: 'audience' | 'issuer' | 'type' | 'expiry' }

export interface Mutant {
  readonly mutation: Mutation
  /** Undefined if the result does not load. */
  change(): Change | undefined
}

/** A test that passes on the model and fails on the mutant. */
export interface Killer {
  readonly subject: SuiteSubject
  readonly route: string
  readonly status: Status
}

/**
 * What kind of token detects a mutant. `full`: the full token of a user, client, role or pair of roles, no token, or a
 * flawed one. `narrowed`: only a token with less than its holder is granted, or with a set of scopes that nobody has.
 * `nothing`: no token that was tried gets a different answer (the scope guards no route, or nobody holds it).
 */
export type SeenBy = 'full' | 'narrowed' | 'nothing'

export interface Judged {
  readonly mutation: Mutation
  readonly seenBy: SeenBy
  /** Whether some assertion of the suites fails on it. */
  readonly killed: boolean
  /** For a survivor: the test that would kill it. */
  readonly killer: Killer | undefined
}
