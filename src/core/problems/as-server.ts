/** Where a server of a profile cannot be asked: it is no such server then. */
export interface AsServerProblems {
  'server-has-no-route': { server: string; route: string; status: number }
  'server-cannot-guard': { server: string; needs: string }
  'server-needs-setting': { server: string; setting: 'issuer' | 'audience' }
  /** `--expect REASON` with `--as-server`. */
  'server-gives-no-reason': { server: string; reason: string }
}
