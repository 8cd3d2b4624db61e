import type { Catalog } from '../catalog/model.js'
import type { Decision } from '../decision/decide.js'
import type { JsonObject, Trust } from '../token/model.js'

export const SERVER_NAMES = ['fastapi', 'fastapi-403', 'express', 'rfc6750'] as const
/** Servers whose answers are modelled, one file each. */
export type ServerName = (typeof SERVER_NAMES)[number]

/** A token as it is sent (`Authorization: Bearer TEXT`), and the keys that the server would have. */
export interface Sent {
  readonly text: string
  readonly trust: Trust
}

/** What arrives at the server: a valid question, so the server has the route. */
export interface ServerRequest {
  readonly catalog: Catalog
  /** Our own decision for the same request; contains the question. */
  readonly decision: Decision
  /** Undefined: no Authorization header. */
  readonly sent: Sent | undefined
  /** Seconds since 1970, by the server's clock. */
  readonly now: number
}

export interface ServerReply {
  readonly status: 200 | 400 | 401 | 403 | 500
  /** The body of a refusal: an object if sent as JSON. Null: none, or not determined by the guard. */
  readonly body: JsonObject | string | null
  /** The value of WWW-Authenticate. */
  readonly challenge: string | null
  /** The claim that it reads scopes from; null if it reads none. */
  readonly reads: string | null
}

export interface ServerAnswer extends ServerReply {
  readonly name: ServerName
}

/**
 * The answer of a server of this kind, configured like the catalog (key, algorithm, issuer, audience).
 * @throws ScopectlError if such a server cannot be configured like that, or cannot guard this route.
 */
export type ServerProfile = (request: ServerRequest) => Promise<ServerReply>
