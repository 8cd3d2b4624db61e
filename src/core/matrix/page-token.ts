import type { ScopeFormat } from '../catalog/model.js'
import type { Algorithm, Jwk, TokenType } from '../token/model.js'

/** What the page needs to read and check a pasted token. Shared secrets and private keys are never in it. */
export interface PackedToken {
  readonly algorithm: Algorithm | null
  readonly issuers: readonly string[] | 'any'
  readonly audiences: readonly string[] | 'any'
  readonly subject: 'required' | 'optional'
  readonly type: TokenType | null
  readonly scopeClaims: readonly string[] | null
  readonly scopeFormat: ScopeFormat | null
  readonly roleClaim: string | null
  /** Seconds. */
  readonly leeway: number
  readonly keys: readonly PackedKey[]
  /** Why there is no key: it was not asked for, or it is a shared secret. */
  readonly keyless: 'not-included' | 'secret' | null
}

export interface PackedKey {
  readonly kid: string | null
  readonly algorithm: Algorithm
  /** Public. */
  readonly jwk: Jwk
}
