import type { Catalog } from '../catalog/model.js'
import type { Decision } from '../decision/decide.js'
import type { JsonObject, Jwk, Trust } from '../token/model.js'

/** A token as it is sent (`Authorization: Bearer TEXT`), and the keys that the server would have. */
export interface Sent {
  readonly text: string
  readonly trust: Trust
  /** Keys in the same set that are not trusted: for encryption, or for another algorithm. Some servers use them. */
  readonly others?: readonly Jwk[] | undefined
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
  readonly status: number
  /** The body of a refusal: an object if sent as JSON. Null: none, or not predicted. */
  readonly body: JsonObject | string | null
  /** The value of WWW-Authenticate. Null: none, or not predicted. */
  readonly challenge: string | null
  /** The claim that it reads scopes from; null if it reads none. */
  readonly reads: string | null
}

export interface ServerAnswer extends ServerReply {
  readonly name: string
}
