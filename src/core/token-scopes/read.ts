import type { Catalog, ScopeFormat } from '../catalog/model.js'
import { close } from '../catalog/reach.js'
import { type Problem, problem } from '../problem.js'
import { splitScopes } from '../scope-token.js'
import type { DecodedToken, Json } from '../token/model.js'
import { readClaim } from '../token/pointer.js'
import { SCOPE_CLAIMS } from '../token/reserved-claims.js'
import { typeFound } from './claims-in.js'
import { type RolesRead, readRoleClaim } from './role-claim.js'

/** The scopes of a token. */
export interface TokenScopes {
  /** The claim that they were read from; undefined if the token has none. */
  readonly claim: string | undefined
  readonly form: 'string' | 'array' | undefined
  readonly names: readonly string[]
  /** Known claims that differ although none is pinned: the question cannot be answered (docs/reference/decision.md#the-decision). */
  readonly ambiguous: readonly string[] | undefined
  /** Notes about the claims: one of the wrong type gives no scopes. */
  readonly notes: readonly Problem[]
}

/** One claim's reading: the names, or undefined for a value of the wrong kind (which gives no scopes at all). */
interface Reading {
  readonly claim: string
  readonly form: 'string' | 'array' | undefined
  readonly names: readonly string[] | undefined
  readonly found: string
}

/**
 * Reads the scopes of a token from one claim only, never from a union of claims.
 *
 * Pinned by the catalog's `scope_claim`: the first of those present, even if empty. Not pinned: the only one present of
 * `scope`, `scp`, `scopes`, `permissions`; two that differ as sets are ambiguous. Nothing here is trusted: a decoded
 * token may be read too.
 */
export function readTokenScopes(token: DecodedToken, pinned: Catalog['token']): TokenScopes {
  const present = (pinned.scopeClaims ?? SCOPE_CLAIMS).flatMap((claim) => {
    const value = readClaim(token.claims, claim)
    return value === undefined ? [] : [readOne(claim, value, pinned.scopeFormat)]
  })
  const first = present[0]
  if (!first)
    return { claim: undefined, form: undefined, names: [], ambiguous: undefined, notes: [] }
  const differ = pinned.scopeClaims === undefined && present.some((other) => !isSame(first, other))
  const notes = first.names
    ? []
    : [
        problem('scope-claim-type', {
          claim: first.claim,
          found: first.found,
          expected: pinned.scopeFormat,
          profile: pinned.profile,
        }),
      ]
  return {
    claim: first.claim,
    form: first.form,
    names: differ ? [] : (first.names ?? []),
    ambiguous: differ ? present.map(({ claim }) => claim) : undefined,
    notes,
  }
}

function readOne(claim: string, value: Json, expected: ScopeFormat | undefined): Reading {
  const found = typeFound(value)
  if (typeof value === 'string' && expected !== 'array') {
    return { claim, form: 'string', names: [...new Set(splitScopes(value))], found }
  }
  if (Array.isArray(value) && expected !== 'string') {
    // One element of another type invalidates the claim: nobody means half a list.
    const names = found === 'array' ? [...new Set(value as readonly string[])] : undefined
    return { claim, form: 'array', names, found }
  }
  return { claim, form: undefined, names: undefined, found }
}

function isSame(a: Reading, b: Reading): boolean {
  if (!a.names || !b.names) return a.names === b.names
  const other = new Set(b.names)
  return a.names.length === other.size && a.names.every((name) => other.has(name))
}

/** The two ways in which a server may compare, and unknown names. */
export interface Views {
  /** Declared names that the token carries, and those of roles named in `role_claim`. */
  readonly literal: ReadonlySet<string>
  /** The literal names and everything that they imply according to the catalog. */
  readonly implied: ReadonlySet<string>
  /** Names that the catalog does not declare: they are reported, but never satisfy anything. */
  readonly unknown: readonly string[]
  readonly roles: RolesRead
  readonly notes: readonly Problem[]
}

export function viewsOf(catalog: Catalog, token: DecodedToken, scopes: TokenScopes): Views {
  const unknown = scopes.names.filter((name) => !catalog.scopes.has(name))
  const literal = new Set(scopes.names.filter((name) => catalog.scopes.has(name)))
  const roles = readRoleClaim(catalog, token)
  for (const role of roles.roles) for (const name of catalog.own.get(role) ?? []) literal.add(name)
  return { literal, implied: close(catalog.implied, literal), unknown, roles, notes: roles.notes }
}
