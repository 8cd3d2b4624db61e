import type { Row } from './counted.js'

/** Scripts that are run one after the other, each on a table of its own. */
export interface SqlJob {
  /** The calls: a JSON object per line. */
  readonly lines: string
  /** The script. */
  readonly script: string
}

/** An engine that runs them, and gives the rows of each. */
export type SqlEngine = (jobs: readonly SqlJob[]) => Promise<readonly (readonly Row[])[]>
