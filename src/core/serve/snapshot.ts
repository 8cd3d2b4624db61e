import type { Catalog } from '../catalog/model.js'
import type { RouterName } from '../router/model.js'
import type { Key, Trust } from '../token/model.js'
import type { Users } from '../users/model.js'
import type { PasswordHash } from '../users/password-hash.js'

/** Everything needed to answer a request. An edit of the files makes a new snapshot; a snapshot never changes. */
export interface Snapshot {
  readonly catalog: Catalog
  readonly users: Users
  /** Undefined if the catalog's key can only verify; no token is issued here then. */
  readonly signing: Key | undefined
  /** The URL of this server: the catalog's issuer if possible, else its address. No trailing slash. */
  readonly url: string
  /** The router of the API behind the proxy, if it is known. */
  readonly router: RouterName | undefined
  /**
   * One object for as long as the keys are the same.
   * @param again a token names a key that the last one does not have: keys at a URL may be fetched again
   * @throws ScopectlError if the keys are behind a URL that does not answer.
   */
  trust(again?: 'again'): Promise<Trust>
}

/** What answering needs from outside. */
export interface Tools {
  /** Seconds since 1970. */
  now(): number
  /** Seconds. */
  readonly leeway: number
  newJti(): string
  /**
   * In constant time for hashes of the same length, and as slow as the hash's parameters demand, unless the two have
   * matched before.
   */
  matches(hash: PasswordHash, secret: string): Promise<boolean>
}
