import type { Catalog } from '../catalog/model.js'
import type { Decision } from '../decision/decide.js'
import type { JsonObject, Trust } from '../token/model.js'

export const SERVER_NAMES = ['fastapi', 'fastapi-403', 'express', 'rfc6750'] as const
/** Servers whose answers are known, one file each. */
export type ServerName = (typeof SERVER_NAMES)[number]

/** A token as it is sent (`Authorization: Bearer TEXT`), and the keys that the server would have. */
export interface Sent {
  readonly text: string
  readonly trust: Trust
}

/** What arrives at the server: a question that can be asked, so a route that it has. */
export interface ServerRequest {
  readonly catalog: Catalog
  /** Our own decision of the same; carries the question. */
  readonly decision: Decision
  /** Undefined: no Authorization header. */
  readonly sent: Sent | undefined
  /** Seconds since 1970, by the server's clock. */
  readonly now: number
}

export interface ServerReply {
  readonly status: 200 | 400 | 401 | 403 | 500
  /** Of a refusal: an object where it is sent as JSON. Null: none, or not for the guard to say. */
  readonly body: JsonObject | string | null
  /** The value of WWW-Authenticate. */
  readonly challenge: string | null
  /** The claim that it reads scopes from; null where none is read. */
  readonly reads: string | null
}

export interface ServerAnswer extends ServerReply {
  readonly name: ServerName
}

/**
 * What a server of this kind, set up as the catalog says (key, algorithm, issuer, audience), answers.
 * @throws ScopectlError where such a server cannot be set up so, or cannot guard this route.
 */
export type ServerProfile = (request: ServerRequest) => Promise<ServerReply>
