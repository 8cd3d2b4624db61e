import type { Catalog } from '../catalog/model.js'
import type { RouterName } from '../router/model.js'
import type { JsonObject, Key, Trust } from '../token/model.js'
import type { Users } from '../users/model.js'
import type { PasswordHash } from '../users/password-hash.js'

/** All that one request is answered from. An edit of the files makes a new one; nobody changes one. */
export interface Snapshot {
  readonly catalog: Catalog
  readonly users: Users
  /** Undefined where the catalog's key only verifies: then no token is issued here. */
  readonly signing: Key | undefined
  /** The public keys, as the JWK set has them. */
  readonly jwks: readonly JsonObject[]
  /** How this server is called: the catalog's issuer where it can be that, else its address. No slash at the end. */
  readonly url: string
  /** The router of the API behind the proxy, if it is known. */
  readonly router: RouterName | undefined
  /** @throws ScopectlError where the keys are behind a URL that does not answer. */
  trust(): Promise<Trust>
}

/** What answering needs of the outside. */
export interface Tools {
  /** Seconds since 1970. */
  now(): number
  /** Seconds. */
  readonly leeway: number
  newJti(): string
  /** In constant time for hashes of one length; as slow as the hash says. */
  matches(hash: PasswordHash, secret: string): Promise<boolean>
}
