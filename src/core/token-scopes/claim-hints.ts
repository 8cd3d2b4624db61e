import type { Catalog } from '../catalog/model.js'
import { type Problem, problem } from '../problem.js'
import { splitScopes } from '../scope-token.js'
import type { DecodedToken, Json, JsonObject } from '../token/model.js'
import { readClaim } from '../token/pointer.js'
import { isWrittenClaim } from '../token/reserved-claims.js'
import type { TokenScopes } from './read.js'
import { hintAtSpelling, spellingOf } from './spelling.js'

/** Where identity providers put roles and application permissions (Entra, Okta, Keycloak, Cognito). */
const ELSEWHERE = ['roles', 'groups', '/realm_access/roles', 'cognito:groups']
/** Claims about a person, whose values may happen to be the name of a scope. */
const ABOUT_PEOPLE: ReadonlySet<string> = new Set(['azp', 'name', 'email', 'preferred_username'])
const DEEPEST = 3
/** The most claims to search, since a token may come from anywhere. */
const MOST_CLAIMS = 200

/**
 * Finds a claim with names from the catalog if the one that is read has none, and the catalog line that would read it.
 * This is only advice: roles are never treated as scopes unless the catalog says so.
 *
 * @param denied what was read from a denied token, and the scopes that would have helped: if given, every claim is
 * searched, otherwise only those of known providers.
 */
export function hintAtClaims(
  catalog: Catalog,
  token: DecodedToken,
  denied?: { readonly read: TokenScopes; readonly wanted: ReadonlySet<string> },
): Problem[] {
  const { roleClaim, scopeClaims } = catalog.token
  const wanted = denied?.wanted ?? new Set(catalog.scopes.keys())
  const read = denied?.read.claim
  const hint = (claim: string, alike?: boolean): Problem => {
    // Entra: `scp` for users, `roles` for applications.
    const before = scopeClaims ?? (claim === 'roles' ? ['scp'] : [])
    const all = read !== undefined || before.length === 0 ? undefined : [...before, claim]
    const value = all ? `[${all.map(yamlName).join(', ')}]` : yamlName(claim)
    return problem('no-scope-claim', { claim, setting: 'scope_claim', value, read, alike })
  }
  for (const claim of ELSEWHERE) {
    const value = readClaim(token.claims, claim)
    const names = Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []
    if (roleClaim === undefined && names.some((name) => catalog.roles.has(name))) {
      const value = yamlName(claim)
      return [problem('no-scope-claim', { claim, setting: 'role_claim', value, read })]
    }
    if (claim !== read && names.some((name) => wanted.has(name))) return [hint(claim)]
  }
  if (!denied) return []
  const others = [...claimsWithNames(token.claims, '', DEEPEST)].filter(([claim]) => claim !== read)
  const exact = others.find(([, names]) => names.some((name) => wanted.has(name)))
  if (exact) return [hint(exact[0])]
  for (const [claim, names, form] of others) {
    if (!names.some((name) => spellingOf(name, form, wanted))) continue
    const there: TokenScopes = { claim, form, names, ambiguous: undefined, notes: [] }
    return [hint(claim, true), ...hintAtSpelling(catalog, there, wanted)]
  }
  return []
}

type Named = readonly [claim: string, names: readonly string[], form: 'string' | 'array']

/**
 * Every claim that is a string or a list of strings, by name or pointer, except those that already mean something else.
 */
function* claimsWithNames(claims: JsonObject, way: string, depth: number): Generator<Named> {
  for (const [name, value] of Object.entries(claims).slice(0, MOST_CLAIMS)) {
    if (way === '' && (isWrittenClaim(name) || ABOUT_PEOPLE.has(name))) continue
    const step = name.replaceAll('~', '~0').replaceAll('/', '~1')
    const claim = way === '' && !name.startsWith('/') ? name : `${way}/${step}`
    if (typeof value === 'string') yield [claim, splitScopes(value), 'string']
    else if (Array.isArray(value)) yield [claim, value.filter(isText), 'array']
    else if (typeof value === 'object' && value !== null && depth > 1) {
      yield* claimsWithNames(value as JsonObject, `${way}/${step}`, depth - 1)
    }
  }
}

const isText = (value: Json): value is string => typeof value === 'string'

/** A name as written in YAML, in a list or alone. */
export const yamlName = (name: string): string =>
  /^[\w/][\w/.:~-]*[\w/]$/.test(name) ? name : JSON.stringify(name)

/**
 * Reports that a token's scope claims contradict each other, and suggests the one with the most names from the catalog.
 */
export function claimsDiffer(
  catalog: Catalog,
  token: DecodedToken,
  claims: readonly string[],
): Problem<'scope-claims-differ'> {
  const declared = (claim: string): number => {
    const value = readClaim(token.claims, claim)
    const names = typeof value === 'string' ? splitScopes(value) : Array.isArray(value) ? value : []
    return names.filter((name) => isText(name) && catalog.scopes.has(name)).length
  }
  const best = [...claims].sort((a, b) => declared(b) - declared(a))
  const [first = ''] = best
  const proposed = declared(first) > 0 ? first : (claims.at(-1) ?? '')
  return problem('scope-claims-differ', { claims, best: proposed, catalog: catalog.file })
}
