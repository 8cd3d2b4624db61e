/** Problems with the server that `probe` and `server learn` send tokens to. */
export interface TargetProblems {
  'target-url': { text: string; example: string }
  /** It has a user name, a password, a query or a fragment. */
  'target-url-parts': Record<never, never>
  'target-host': { host: string }
  'target-http': { host: string }
}
