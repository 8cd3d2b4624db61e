import type { Scalar } from '../catalog/model.js'
import type { Location } from '../problem.js'
import type { Json } from '../token/model.js'
import type { PasswordHash } from './password-hash.js'

/** A user of the users file, with what is written there; `grantsOf` adds what follows from default roles and `when`. */
export interface User {
  readonly name: string
  readonly roles: readonly string[]
  readonly scopes: readonly string[]
  /** Additional claims in the user's tokens; never a reserved one. */
  readonly claims: ReadonlyMap<string, Json>
  /** A disabled user is treated as anonymous: no token, and no access to anything that is not public. */
  readonly disabled: boolean
  /** What `when` rules read. */
  readonly attributes: ReadonlyMap<string, Scalar>
  /** Without one the user cannot log in at `serve`. */
  readonly password?: PasswordHash | undefined
  readonly at: Location | undefined
}

/** A machine caller (client_credentials). `default` and `when` roles do not apply to it. */
export interface Client {
  readonly name: string
  readonly roles: readonly string[]
  readonly scopes: readonly string[]
  readonly disabled: boolean
  /** Without one the client cannot authenticate at `serve`. */
  readonly secret?: PasswordHash | undefined
  readonly at: Location | undefined
}

/** The users and clients of a users file, by name. */
export interface Users {
  /** Undefined if there is none. */
  readonly file: string | undefined
  readonly users: ReadonlyMap<string, User>
  readonly clients: ReadonlyMap<string, Client>
}

/** For a catalog without a users file. */
export const NO_USERS: Users = { file: undefined, users: new Map(), clients: new Map() }
