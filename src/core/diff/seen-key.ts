import type { Jwk } from '../token/model.js'

/** A key in a key file, without its private part. */
export interface SeenKey {
  /** Undefined for a secret or a private key: a comparison must not depend on who has those. */
  readonly thumbprint: string | undefined
  readonly kid: string | undefined
  readonly kty: Jwk['kty']
  readonly crv: string | undefined
  readonly alg: string | undefined
}

/** The keys of each key file that could be read, by the text of the setting, `file:PATH`. */
export type SeenKeys = ReadonlyMap<string, readonly SeenKey[]>
