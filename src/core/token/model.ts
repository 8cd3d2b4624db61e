import type { Problem } from '../problem.js'
import type { Reason } from '../reason.js'
import type { WrittenObject } from './written-number.js'

/** A JSON value. Read only own members of objects. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject
/** Read own properties only (`Object.hasOwn`): a claim may be called `__proto__`. */
export interface JsonObject {
  readonly [name: string]: Json
}

export const ALGORITHMS = [
  'HS256',
  'HS384',
  'HS512',
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
] as const // prettier: a table
/** The JWS algorithms (RFC 7518 §3.1, RFC 8037, RFC 9864) that scopectl signs and verifies; never `none`. */
export type Algorithm = (typeof ALGORITHMS)[number]

export const TOKEN_TYPES = ['JWT', 'at+jwt'] as const
/** What `typ` in the header of an access token says (RFC 7519 §5.1, RFC 9068 §2.1). */
export type TokenType = (typeof TOKEN_TYPES)[number]

/** A token in strict form, read but not verified: anyone can write one. */
export interface DecodedToken {
  readonly raw: string
  readonly header: JsonObject
  readonly claims: JsonObject
  /** The header and claims with numbers in their original digits, if JavaScript would write some differently. */
  readonly written?: WrittenParts | undefined
}

export interface WrittenParts {
  readonly header: WrittenObject
  readonly claims: WrittenObject
}

/** Use this for whatever is shown of a token; decisions use the plain values. */
export const asWritten = (token: DecodedToken): WrittenParts => token.written ?? token

declare const verified: unique symbol
/** A token with a valid signature and valid claims. Only `verify` returns one. */
export interface VerifiedToken extends DecodedToken {
  readonly [verified]: true
}

/** A JSON Web Key (RFC 7517), the members that scopectl reads. */
export interface Jwk {
  readonly kty: 'oct' | 'RSA' | 'EC' | 'OKP'
  readonly kid?: string
  readonly alg?: string
  readonly use?: string
  readonly key_ops?: readonly string[]
  readonly crv?: string
  readonly x?: string
  readonly y?: string
  readonly n?: string
  readonly e?: string
  readonly k?: string
  readonly d?: string
  readonly p?: string
  readonly q?: string
  readonly dp?: string
  readonly dq?: string
  readonly qi?: string
}

/**
 * A key pinned to exactly one algorithm (RFC 8725 §3.1). A raw secret is a JWK of type `oct`.
 *
 * @example
 * ```ts
 * import { type Key, sign } from 'scopectl'
 *
 * const secret = new TextEncoder().encode('a secret of 32 bytes or more, random')
 * const k = btoa(String.fromCharCode(...secret)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
 * const key: Key = { kid: undefined, algorithm: 'HS256', jwk: { kty: 'oct', k } }
 * const token = await sign({}, { sub: 'alice' }, key)
 * token.split('.').length // => 3
 * ```
 */
export interface Key {
  readonly kid: string | undefined
  readonly algorithm: Algorithm
  readonly jwk: Jwk
}

/**
 * Whose tokens are accepted. `any` must be written out, it is never a default: with an empty list, a token that carries
 * the claim is refused.
 *
 * @example
 * ```ts
 * import { type Trust, verify } from 'scopectl'
 *
 * const trust: Trust = {
 *   algorithm: 'HS256',
 *   keys: [{ kid: undefined, algorithm: 'HS256', jwk: { kty: 'oct', k: 'c2NvcGVjdGwg'.repeat(4) } }],
 *   issuers: ['https://idp.test'],
 *   audiences: [], // a token with `aud` is refused
 * }
 * const presented = await verify('eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbGljZSJ9.', trust, { now: 1_000, leeway: 0 })
 * presented.kind === 'rejected' && presented.refusals[0].reason // => 'wrong-algorithm'
 * ```
 */
export interface Trust {
  readonly algorithm: Algorithm
  readonly keys: readonly Key[]
  readonly issuers: readonly string[] | 'any'
  readonly audiences: readonly string[] | 'any'
  /** `required` if left out. */
  readonly subject?: 'required' | 'optional' | undefined
  /** The `typ` that a token must have; if left out, it may have either of them, or none. */
  readonly type?: TokenType | undefined
  /** The profile of the catalog that it is from; only hints depend on it. */
  readonly profile?: string | undefined
  /** It was set by flags, not by a catalog; only hints depend on it. */
  readonly byFlags?: boolean | undefined
}

/** One failed check: the stable reason, and the facts for its message. */
export interface Refusal {
  readonly reason: Exclude<Reason, 'insufficient_scope'>
  readonly detail: Problem
}

/** A token that was refused, with every reason. It gives access to public routes only. */
export interface Rejected {
  readonly kind: 'rejected'
  /** Every failed check, in the order of REASONS; never empty. */
  readonly refusals: readonly [Refusal, ...Refusal[]]
  /** What could be read of the token, for reports only. */
  readonly token: DecodedToken | undefined
  readonly notes: readonly Problem[]
}
/** An accepted token, with notes on what is odd about it. */
export interface Verified {
  readonly kind: 'verified'
  readonly token: VerifiedToken
  readonly notes: readonly Problem[]
}
