import type { InSettings } from './fault.js'

/** A setting whose value an export refuses. */
export type ExportSettingName = 'algorithm' | 'scope_claim' | 'scope_format' | 'role_claim'

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
  /** The export to this server refuses the catalog, so no such server exists. */
  'server-not-exported': InSettings & { server: string; setting: ExportSettingName }
  /** `--expect REASON` with `--as-server`. */
  'server-gives-no-reason': { server: string; reason: string }
}
