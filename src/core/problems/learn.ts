/** Why `server learn` cannot learn from a server. */
export interface LearnProblems {
  'learn-url': { url: string }
  'learn-not-allowed': { host: string }
  'learn-http': { host: string }
  /** The route needs no scopes, or only other things. */
  'learn-route': { route: string; needs: string }
  'learn-cannot-call': { route: string }
  'learn-needs-consent': Record<never, never>
  'learn-no-guard': { url: string; status: number }
  'learn-refused': { url: string; status: number }
  'learn-unreachable': { url: string; why: string }
}
