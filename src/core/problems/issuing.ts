import type { InSettings } from './fault.js'

/** The flags of a `token` command line that decide which token is issued. */
export interface TokenFlags {
  readonly catalog?: string | undefined
  readonly usersFile?: string | undefined
  readonly profile?: string | undefined
  readonly env?: string | undefined
  /** Seconds since 1970, or `iat`. */
  readonly at?: number | 'iat' | undefined
  /** All others, each with its value if it has one. */
  readonly others: readonly (readonly [flag: string, value?: string])[]
}

/** Warnings and notes about a token that was issued. */
export interface IssuingProblems {
  /** Defects of tokens whose signature by the configured key is valid. */
  'flaw-signed': { flaws: readonly string[] }
  /** The development key signed, and this issuer is not on this machine. */
  'development-key-signs': { issuer: string } & InSettings
  /** In a job of GitHub Actions; `flags` is undefined if one of them may be a secret. */
  'token-in-log': { flags: TokenFlags | undefined }
}
