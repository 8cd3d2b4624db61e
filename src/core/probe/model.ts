import type { Lacking } from '../catalog/boundary.js'
import type { Route } from '../catalog/model.js'
import type { Flaw } from '../issue/flaws.js'
import type { Subject } from '../subject/model.js'

/** What a request presents. The subject of its token is the same for all requests of a route. */
export type Credential =
  | { readonly kind: 'none' }
  /** Text that is not a token at all. */
  | { readonly kind: 'garbage' }
  /** A correct token with exactly these scopes, declared or not. */
  | { readonly kind: 'scopes'; readonly scopes: readonly string[] }
  /** A token that the user supplied, with the declared scopes that it holds. */
  | { readonly kind: 'supplied'; readonly who: string; readonly scopes: readonly string[] }
  /** A token with one defect, and otherwise everything that the route needs. */
  | {
      readonly kind: 'flaw'
      readonly flaw: Flaw
      readonly scopes: readonly string[]
      /** The supplied token that it is made from. */
      readonly who?: string
      /** For `hs-with-public-key`: how the server's copy of the key ends. */
      readonly pem?: 'line' | undefined
    }

/**
 * What a request finds out.
 * `allowed`: a minimal set of scopes; `bare`: an alternative as written, without what it implies. `refused`: a maximal
 * set; `empty`: no scope. `lookalike`, `namespace`, `superuser`: undeclared names that a sloppy check takes for others;
 * `near`: such names beside everything else. `implied`: a scope that only implies what is needed. `again`: no token, after
 * an allowed request. `methods`: which methods there are besides those that the catalog declares.
 */
export type Check =
  | { readonly is: 'no-token' | 'again' | 'garbage' | 'empty' }
  | { readonly is: 'flaw'; readonly flaw: Flaw }
  | { readonly is: 'allowed' | 'bare' | 'implied'; readonly scopes: readonly string[] }
  | { readonly is: 'refused' | 'near'; readonly lacks: readonly string[] }
  | { readonly is: 'lookalike' | 'namespace' | 'superuser'; readonly names: readonly string[] }
  | { readonly is: 'methods'; readonly declared: readonly string[] }

/**
 * Another way to send the same request, which must be guarded as well. `overlap`: a spelling of the path that a guard may
 * take for a route with a parameter there; `override`: a header that names another method; `carrier`: the request without
 * that header, for comparison. `options`: asks which methods there are.
 */
export type Variant =
  | 'head'
  | 'trailing-slash'
  | 'case'
  | 'overlap'
  | 'override'
  | 'carrier'
  | 'options'

/** `refused`: 401 or 403; `any`: the answer is reported, whatever it is. */
export type Expected = 'allowed' | 'unauthorized' | 'forbidden' | 'refused' | 'any'

/** What is sent beside the path. */
export interface Payload {
  /** Without the question mark. */
  readonly query?: string
  readonly body?: Body
}

export interface Body {
  /** Its content type. */
  readonly type: string
  readonly text: string
  /** From a recording, where it may contain a secret: no report shows it. */
  readonly isPrivate?: boolean
}

export interface Planned extends Payload {
  readonly check: Check
  readonly variant: Variant | undefined
  readonly method: string
  readonly path: string
  /** Besides Authorization. */
  readonly headers: Readonly<Record<string, string>>
  readonly credential: Credential
  readonly expected: Expected
  /** Makes the address unlike any that a cache has seen. */
  readonly query?: string
  /** The path may also reach another route, so only the very same resource counts as this one's. */
  readonly isShared?: true
}

/** The requests for one route, in the order in which they are sent. */
export interface RoutePlan {
  readonly route: Route
  readonly subject: Subject
  readonly requests: readonly Planned[]
  /** Maximal refused sets that were left out, because there are too many, or because of other ways in. */
  readonly leftOut: {
    readonly count: number
    readonly isExact: boolean
    readonly otherWays: number
  }
  /** Flaws that need a valid signature by the configured key, which nobody agreed to. */
  readonly withoutConsent: readonly Flaw[]
  /** With supplied tokens only. */
  readonly supplied?: SuppliedGaps
}

/** What supplied tokens cannot show about a route. */
export interface SuppliedGaps {
  /** Flaws that need a valid signature by the issuer's key. */
  readonly withoutKey: readonly Flaw[]
  /** The minimal allowed sets of scopes, and the maximal refused ones, that no token has. */
  readonly allowed: readonly (readonly string[])[]
  readonly refused: readonly Lacking[]
  /** Tokens that were left out, because what they get depends on how the server compares scopes. */
  readonly unclear: readonly string[]
  /** False: no token may call the route, so nothing can be compared. */
  readonly hasAllowed: boolean
  /** Whether some token must be refused for its scopes, or the route needs none. */
  readonly hasRefused: boolean
}

/** Why a route is not probed. */
export type NotProbedWhy =
  | { readonly is: 'undecided' }
  /** Its method changes data, and --methods does not name it. */
  | { readonly is: 'method' }
  | { readonly is: 'parameters'; readonly names: readonly string[] }
  /** With these parameters, another route governs the path. */
  | { readonly is: 'other-route'; readonly path: string; readonly route: string | undefined }

export interface NotProbed {
  readonly route: Route
  readonly why: NotProbedWhy
}

/** What the server answered. */
export interface Received {
  readonly status: number
  /** The WWW-Authenticate headers, joined by commas. */
  readonly challenge: string | undefined
  /** The Allow header. */
  readonly allow?: string | undefined
  readonly type: string | undefined
  /** The Location header. */
  readonly location?: string | undefined
  /** At most the limit of bytes. */
  readonly body: string
}

/** No answer that could be judged. */
export interface Unanswered {
  readonly failed: 'timeout' | 'network' | 'rate-limit' | 'no-token'
  readonly detail: string
}

export type Reply = Received | Unanswered

/** A request with its reply; undefined if it was not sent. */
export interface Exchange {
  readonly planned: Planned
  readonly reply: Reply
}
