import type { InSettings } from './fault.js'

/**
 * What was found where something else was expected: its JSON type, and the value itself if it is a scalar, with long
 * text cut.
 */
export interface Found {
  readonly type: 'missing' | 'null' | 'boolean' | 'number' | 'string' | 'array' | 'object'
  readonly value?: string | number | boolean
}

export type Part = 'header' | 'payload' | 'signature'

/** Kinds of tokens other than bearer access tokens. */
export type OtherKind =
  | 'id-token'
  | 'refresh-token'
  | 'logout-token'
  | 'security-event'
  | 'dpop-proof'
  | 'request-object'
  | 'introspection'
  | 'dpop-bound'
  | 'mtls-bound'
  | 'key-bound'

/** How two similar names differ; `letters`: in one or two of them. */
export type Difference = 'blank' | 'slash' | 'scheme' | 'prefix' | 'case' | 'letters'

/** A name that is accepted, and that the one in the token only resembles. */
export interface NearMiss {
  readonly found: string
  readonly expected: string
  readonly by: readonly Difference[]
}

/** The claims and header members that show that a token is of another kind. */
export type OtherKindProblems = {
  [K in OtherKind as `token-is-${K}`]: { signs: readonly string[] }
}

/** Other ways in which a secret may have been meant: none of its bytes, only counts. */
export interface SecretSpelling {
  readonly bytes: number
  /** Its text could also be this encoding, of this many bytes. */
  readonly encoded?: { readonly as: 'hex' | 'base64'; readonly bytes: number }
  /** What is also among its bytes, and rarely belongs there. */
  readonly around?: 'quotes' | 'a byte order mark' | 'a blank' | 'a name'
  /** With which change to its bytes the signature matches. */
  readonly fit?: SecretFit
}

export type SecretFit =
  | 'without-line-ending'
  | 'without-line-endings'
  | 'without-bom'
  | 'without-both'
  | 'with-lf'
  | 'with-crlf'
  | 'with-two-lf'
  | 'with-two-crlf'
  | 'with-bom'
  | 'with-bom-and-lf'
  | 'with-bom-and-crlf'

/** Problems with a token: why it is refused, and warnings about it. No argument ever contains a whole token. */
export interface TokenProblems extends OtherKindProblems {
  'token-empty': Record<never, never>
  'token-too-long': { length: number; limit: number }
  /** It is not three parts: what it looks like instead. */
  'token-form': {
    looksLike:
      | 'jwe'
      | 'json'
      | 'opaque'
      | 'several'
      | 'quoted'
      | 'header-line'
      | 'unsigned'
      | 'parts'
    parts: number
  }
  'token-part-empty': { part: 'header' | 'payload' }
  'token-part-encoding': { part: Part; what: 'padding' | 'alphabet' | 'length' | 'loose-bits' }
  'token-part-utf8': { part: Part }
  'token-part-json': {
    part: Part
    what: 'syntax' | 'duplicate' | 'depth' | 'number' | 'inexact' | 'surrogate'
    offset: number
    name?: string | undefined
  }
  'token-part-type': { part: Part; found: Found }

  'token-algorithm': { expected: string; found: Found }
  /** `none`: no key has that kid; `several`: more than one has; `unnamed`: no kid, and more than one key. */
  'token-key': { kid: string | undefined; what: 'none' | 'several' | 'unnamed'; keys: number }
  'token-signature': {
    algorithm: string
    kid: string | undefined
    secret?: SecretSpelling | undefined
  }
  'token-signature-length': { algorithm: string; found: number; needed: number; der: boolean }
  /** `required`: the `typ` that the catalog requires. */
  'token-header': {
    member: 'kid' | 'crit' | 'b64' | 'zip' | 'typ'
    found: Found
    required?: string | undefined
  }
  'token-claim': { claim: 'exp' | 'nbf' | 'iat'; found: Found }
  /** `enough`: the leeway with which it would be accepted, in seconds; undefined if no allowed leeway is enough. */
  'token-expired': {
    exp: number
    now: number
    leeway: number
    iat: number | undefined
    enough?: number | undefined
  }
  'token-not-yet-valid': { nbf: number; now: number; leeway: number; enough?: number | undefined }
  'token-issued-in-future': {
    iat: number
    now: number
    leeway: number
    enough?: number | undefined
  }
  /** `miss`: it is nearly one that is accepted. */
  'token-issuer': InSettings & {
    found: Found
    expected: readonly string[]
    miss?: NearMiss | undefined
    byFlags?: boolean | undefined
  }
  /** `audiences`: if the token has several. */
  'token-audience': InSettings & {
    found: Found
    audiences?: readonly string[] | undefined
    expected: readonly string[]
    miss?: NearMiss | undefined
    /** The trusted values come from flags, not from a catalog. */
    byFlags?: boolean | undefined
  }
  'token-subject': InSettings & { found: Found; byFlags?: boolean | undefined }

  'token-milliseconds': { claim: 'exp' | 'nbf' | 'iat'; value: number; digits: string }
  /** A number that JavaScript would write with other digits; `same`: those digits. `whole`: it is the whole value. */
  'claim-number': { claim: string; digits: string; same: string | undefined; whole: boolean }
  /** Without leeway the check would have failed by `seconds`. */
  'token-leeway': { claim: 'exp' | 'nbf' | 'iat'; seconds: number; leeway: number }
}
