import type { GlobalOptions, SubjectOptions } from './shared-flags.js'
import type { FlawOptions } from './token-flawed.js'

/** The options of `token`, as they are parsed. */
export interface TokenOptions
  extends GlobalOptions,
    FlawOptions,
    Pick<SubjectOptions, 'user' | 'client' | 'role'> {
  scope?: string
  downscope?: boolean
  /** Seconds. */
  lifetime?: number
  audience?: string
  claim?: readonly string[]
}
