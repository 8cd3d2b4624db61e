/** Statements of `prove`, and of `always:` in suites. */
export interface ProofProblems {
  /** `why`: what is missing or wrong. */
  'bad-statement': {
    statement: string
    why:
      | 'empty'
      | 'form'
      | 'subjects'
      | 'no-reaches'
      | 'no-routes'
      | 'no-holds'
      | 'no-scopes'
      | 'without'
      | 'token-role'
      | 'count'
      | 'one-set'
  }
  'statement-no-routes': { pattern: string; similar: readonly string[] }
  'statement-no-subjects': { kind: 'role' | 'user' | 'client' }
  'same-statement': { statement: string }
  /** A note: a proof says nothing about these routes. */
  'statement-undecided': { routes: readonly string[] }
  /** A note: it is true because its premise never is. `name`: the scope or role that everybody has, or that nobody holds. */
  'statement-vacuous': {
    why: 'role' | 'user' | 'client' | 'no-token' | 'unheld'
    name: string | undefined
  }
  /** A note: tokens are not the only way into these routes. */
  'statement-other-ways': { routes: readonly string[] }
}
