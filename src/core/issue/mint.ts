import type { Catalog, TokenSettings } from '../catalog/model.js'
import { close } from '../catalog/reach.js'
import { sorted } from '../catalog/sorted.js'
import { ScopectlError } from '../errors.js'
import { nearest } from '../nearest.js'
import { problem } from '../problem.js'
import { grantsOf } from '../subject/grants.js'
import { nameOf, type Subject } from '../subject/model.js'
import type { Json, JsonObject, Key } from '../token/model.js'
import { withClaim } from '../token/pointer.js'
import { sign } from '../token/sign.js'

/** The scopes issued to a subject, and those requested that were dropped. */
export interface Issued {
  readonly scopes: readonly string[]
  readonly dropped: readonly string[]
}

/**
 * The scopes of a token for this subject: everything granted, or the requested ones with everything that they imply.
 *
 * NOT done: making or signing the token; `claimsFor` and `sign` do that.
 *
 * @param catalog the catalog with the roles
 * @param subject the subject of the token
 * @param want the requested scopes; undefined: everything granted. An empty list is an error, since an unset variable
 * in a script must not change the request
 * @param options `downscope: true` drops scopes that are not granted, instead of refusing (RFC 6749 §5.2 `invalid_scope`)
 * @returns the scopes in the order of the catalog, and what was dropped
 * @throws ScopectlError `subject-disabled` (outcome `unauthorized`); `more-than-granted` (`forbidden`), also if nothing
 * remains; `blank-scopes`, `no-such-scope` (`notAsked`)
 * @example
 * ```ts
 * import { issue, parseCatalog, sourceOf } from 'scopectl'
 *
 * const scopes = { read: 'Read data', write: 'Write data' }
 * const catalog = parseCatalog(sourceOf({ scopes, roles: { reader: { scopes: ['read'] } } }))
 * if (!catalog.ok) throw new Error('not a catalog')
 * const reader = { kind: 'role', roles: ['reader'] } as const
 * issue(catalog.value, reader, undefined) // => { scopes: ['read'], dropped: [] }
 * issue(catalog.value, reader, ['read', 'write'], { downscope: true }) // => { scopes: ['read'], dropped: ['write'] }
 * issue(catalog.value, reader, ['write']) // throws ScopectlError: more-than-granted
 * ```
 */
export function issue(
  catalog: Catalog,
  subject: Subject,
  want: readonly string[] | undefined,
  options: { readonly downscope?: boolean } = {},
): Issued {
  const name = nameOf(subject) ?? ''
  // The request is checked first: an invalid one is not a refusal, whoever the subject is.
  const wish = want && readWish(catalog, want)
  const granted = grantsOf(catalog, subject)
  if (!granted) {
    const found = problem('subject-disabled', { kind: subject.kind, name, wanted: 'token' })
    throw new ScopectlError([found], 'unauthorized')
  }
  if (wish === undefined) return { scopes: sorted(catalog, granted), dropped: [] }
  const dropped = wish.filter((scope) => !granted.has(scope))
  const kept = wish.filter((scope) => granted.has(scope))
  if (kept.length === 0 || (dropped.length > 0 && !options.downscope)) {
    const facts = { name, scopes: dropped, granted: sorted(catalog, granted) }
    throw new ScopectlError([problem('more-than-granted', facts)], 'forbidden')
  }
  return { scopes: sorted(catalog, close(catalog.implied, kept)), dropped }
}

function readWish(catalog: Catalog, want: readonly string[]): readonly string[] {
  if (want.length === 0) throw new ScopectlError([problem('blank-scopes', { flag: '--scope' })])
  const wish = [...new Set(want)]
  const unknown = wish.filter((scope) => !catalog.scopes.has(scope))
  if (unknown.length === 0) return wish
  throw new ScopectlError(
    unknown.map((scope) =>
      problem('no-such-scope', { scope, suggestion: nearest(scope, catalog.scopes.keys()) }),
    ),
  )
}

/**
 * When a token is issued, how long it is valid, and what else is in it. All times are in seconds; `jti` must be
 * globally unique (at least 128 random bits).
 *
 * @example
 * ```ts
 * import { claimsFor, parseCatalog, type Stamp, sourceOf } from 'scopectl'
 *
 * const stamp: Stamp = { now: 1_700_000_000, lifetime: 900, jti: crypto.randomUUID(), extra: { tenant: 'a' } }
 * const catalog = parseCatalog(sourceOf({ scopes: { read: 'Read data' } }))
 * if (!catalog.ok) throw new Error('not a catalog')
 * claimsFor(catalog.value, { kind: 'scopes', scopes: ['read'] }, ['read'], stamp)['tenant'] // => 'a'
 * ```
 */
export interface Stamp {
  /** Seconds since 1970. */
  readonly now: number
  /** Seconds. */
  readonly lifetime: number
  /** Globally unique: at least 128 random bits. */
  readonly jti: string
  readonly audience?: string | undefined
  /** Additional claims; the caller has checked that none is reserved (reserved-claims.ts). */
  readonly extra?: JsonObject | undefined
}

/**
 * The claims of an access token (RFC 7519 §4.1, RFC 9068 §2.2), with its scopes in the claim and form that the catalog's servers
 * read.
 *
 * NOT checked: whether the scopes are granted (`issue`), and whether `stamp.extra` has a reserved claim.
 *
 * @param catalog its settings determine issuer, audience and scope claim
 * @param subject becomes `sub`; for a client also `client_id`, for a role `role:NAME`. Others have the `client_id` of the
 * catalog, if it sets one or `type: at+jwt`
 * @param scopes from `issue`
 * @param stamp times in seconds since 1970, `jti`, and additional claims
 * @returns the claims to sign
 * @throws nothing
 * @example
 * ```ts
 * import { claimsFor, parseCatalog, sourceOf } from 'scopectl'
 *
 * const token = { issuer: 'https://idp.test', audience: 'items-api' }
 * const catalog = parseCatalog(sourceOf({ token, scopes: { read: 'Read data' } }))
 * if (!catalog.ok) throw new Error('not a catalog')
 * const stamp = { now: 1_000, lifetime: 900, jti: 'j' }
 * const { sub, scope, iss, aud, exp } = claimsFor(catalog.value, { kind: 'role', roles: ['reader'] }, ['read'], stamp)
 * const claims = [sub, scope, iss, aud, exp]
 * claims // => ['role:reader', 'read', 'https://idp.test', 'items-api', 1_900]
 * ```
 */
export function claimsFor(
  catalog: Catalog,
  subject: Subject,
  scopes: readonly string[],
  stamp: Stamp,
): JsonObject {
  const { issuers, audiences, clientId } = catalog.token
  const issuer = issuers === 'any' ? undefined : issuers[0]
  const audience = stamp.audience ?? (audiences === 'any' ? undefined : audiences[0])
  const sub = subOf(subject)
  const client = subject.kind === 'client' ? sub : clientId
  const own: [string, Json][] = subject.kind === 'user' ? [...subject.user.claims] : []
  const claims: JsonObject = {
    ...(issuer === undefined ? {} : { iss: issuer }),
    sub,
    ...(client === undefined ? {} : { client_id: client }),
    ...(audience === undefined ? {} : { aud: audience }),
    iat: stamp.now,
    exp: stamp.now + stamp.lifetime,
    jti: stamp.jti,
    ...Object.fromEntries(catalog.token.claims),
    ...Object.fromEntries(own),
    ...stamp.extra,
  }
  return withScopes(catalog, claims, scopes)
}

/** Signs the claims of an issued token, under the type that the catalog gives its tokens (by default `JWT`). */
export const signClaims = (
  { type }: Pick<TokenSettings, 'type'>,
  claims: JsonObject,
  key: Key,
): Promise<string> => sign(type ? { typ: type } : {}, claims, key)

/** The claims with these scopes, in the claim and form set in the catalog (by default `scope`, a string). */
export function withScopes(
  catalog: Catalog,
  claims: JsonObject,
  scopes: readonly string[],
): JsonObject {
  const claim = catalog.token.scopeClaims?.[0] ?? 'scope'
  return withClaim(claims, claim, catalog.token.scopeFormat === 'array' ? scopes : scopes.join(' '))
}

function subOf(subject: Subject): string {
  const name = nameOf(subject)
  return subject.kind === 'role' ? `role:${name}` : (name ?? subject.kind)
}
