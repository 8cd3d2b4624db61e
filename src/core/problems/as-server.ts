import type { InSettings } from './fault.js'

/** Reasons why a profile cannot tell what its server answers. */
export interface AsServerProblems {
  'server-has-no-route': { server: string; route: string; status: number }
  /** `runs`: every route that it may run. `before`: a wider route that the catalog lists earlier. */
  'server-runs-other-route': {
    server: string
    request: string
    route: string
    runs: readonly string[]
    before: string | undefined
  }
  'server-cannot-guard': { server: string; needs: string }
  'server-needs-setting': InSettings & { server: string; setting: 'issuer' | 'audience' }
  /** `--expect REASON` with `--as-server`. */
  'server-gives-no-reason': { server: string; reason: string }
}
