/** Why `server learn` cannot learn from a server. */
export interface LearnProblems {
  /** The route needs no scopes, or only other things. */
  'learn-route': { route: string; needs: string }
  'learn-cannot-call': { route: string }
  'learn-needs-consent': Record<never, never>
  'learn-no-guard': { url: string; status: number }
  /** Neither success nor refusal; `what` is odd about the token, if there was one. */
  'learn-status': { url: string; status: number; what?: string }
  /** `what` the scopes were. */
  'learn-no-scopes': { url: string; status: number; what: string }
  'learn-refused': { url: string; status: number }
  'learn-unreachable': { url: string; why: string }
}
