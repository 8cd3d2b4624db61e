import type { TokenSettings } from './model.js'

/** Seconds. */
export const USUAL_LIFETIME = 15 * 60

/** The settings of a catalog without `token:`. */
export const NO_TOKEN_SETTINGS: TokenSettings = {
  issuers: [],
  audiences: [],
  algorithm: undefined,
  subject: 'required',
  subjectWritten: false,
  key: undefined,
  keyBy: 'token.key',
  lifetime: USUAL_LIFETIME,
  type: undefined,
  clientId: undefined,
  claims: new Map(),
  scopeClaims: undefined,
  scopeFormat: undefined,
  roleClaim: undefined,
  enforce: 'literal',
  enforceWritten: false,
  profile: undefined,
  at: undefined,
}
