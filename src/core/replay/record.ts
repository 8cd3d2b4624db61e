import type { JsonObject } from '../token/model.js'

/** Who made a call, as its log says. */
export type Caller =
  /** The text of a token that has not been verified. */
  | { readonly kind: 'token'; readonly text: string }
  /** The claims of a token that the gateway verified; they are not checked again. */
  | { readonly kind: 'claims'; readonly claims: JsonObject }
  | { readonly kind: 'scopes'; readonly scopes: readonly string[] }
  | { readonly kind: 'role'; readonly roles: readonly string[] }
  | { readonly kind: 'user'; readonly name: string }
  | { readonly kind: 'anonymous' }

/** One call in an access log (docs/replay.md). */
export interface CallRecord {
  readonly method: string
  /** Without origin, query and fragment; not yet canonical. */
  readonly path: string
  readonly caller: Caller
  readonly status: number | undefined
  readonly client: string | undefined
  /** Seconds since 1970. */
  readonly time: number | undefined
}

/** Where a call is in the logs. */
export interface CallPlace {
  readonly file: string
  /** From 1. */
  readonly line: number
}
