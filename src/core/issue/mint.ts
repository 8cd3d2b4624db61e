import type { Catalog } from '../catalog/model.js'
import { close } from '../catalog/reach.js'
import { sorted } from '../catalog/sorted.js'
import { ScopectlError } from '../errors.js'
import { nearest } from '../nearest.js'
import { problem } from '../problem.js'
import { grantsOf } from '../subject/grants.js'
import { nameOf, type Subject } from '../subject/model.js'
import type { Json, JsonObject } from '../token/model.js'
import { withClaim } from '../token/pointer.js'

/** What a subject is given, and what of its wish was dropped. */
export interface Issued {
  readonly scopes: readonly string[]
  readonly dropped: readonly string[]
}

/**
 * The scopes of a token for this subject: all its grants, or exactly the wish with what that implies.
 * A wish for more than is granted is refused as a whole (RFC 6749 §5.2 `invalid_scope`), unless it may be cut down.
 *
 * @param want undefined: no wish. A blank wish is an error: an unset shell variable must not change what is asked.
 * @throws ScopectlError `unauthorized` for a disabled subject, `forbidden` for more than granted (or nothing left).
 */
export function issue(
  catalog: Catalog,
  subject: Subject,
  want: readonly string[] | undefined,
  options: { readonly downscope?: boolean } = {},
): Issued {
  const name = nameOf(subject) ?? ''
  // The question first: a wish that cannot be read is no refusal, whoever wishes.
  const wish = want && readWish(catalog, want)
  const granted = grantsOf(catalog, subject)
  if (!granted) {
    const found = problem('subject-disabled', { kind: subject.kind, name })
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
      problem('no-such-scope', { scope, near: nearest(scope, catalog.scopes.keys()) }),
    ),
  )
}

export interface Stamp {
  /** Seconds since 1970. */
  readonly now: number
  /** Seconds. */
  readonly lifetime: number
  /** Unique for ever: at least 128 random bits. */
  readonly jti: string
  readonly audience?: string | undefined
  /** Further claims; the caller has made sure that none is reserved (reserved-claims.ts). */
  readonly extra?: JsonObject | undefined
}

/** RFC 7519 and RFC 9068 claims of an access token, its scopes written as the catalog's servers read them. */
export function claimsFor(
  catalog: Catalog,
  subject: Subject,
  scopes: readonly string[],
  stamp: Stamp,
): JsonObject {
  const { issuers, audiences } = catalog.token
  const issuer = issuers === 'any' ? undefined : issuers[0]
  const audience = stamp.audience ?? (audiences === 'any' ? undefined : audiences[0])
  const sub = subOf(subject)
  const own: [string, Json][] = subject.kind === 'user' ? [...subject.user.claims] : []
  const claims: JsonObject = {
    ...(issuer === undefined ? {} : { iss: issuer }),
    sub,
    ...(subject.kind === 'client' ? { client_id: sub } : {}),
    ...(audience === undefined ? {} : { aud: audience }),
    iat: stamp.now,
    exp: stamp.now + stamp.lifetime,
    jti: stamp.jti,
    ...Object.fromEntries(own),
    ...stamp.extra,
  }
  return withScopes(catalog, claims, scopes)
}

/** The claims with these scopes, in the claim and form that the catalog names (`scope`, a string, where it names none). */
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
