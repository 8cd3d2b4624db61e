import type { Catalog } from '../catalog/model.js'
import { type Problem, problem } from '../problem.js'
import { inSettings } from '../problems/fault.js'
import { splitScopes } from '../scope-token.js'
import type { DecodedToken, Json } from '../token/model.js'
import { readClaim } from '../token/pointer.js'
import { type ClaimText, claimMeant, claimsIn, typeFound } from './claims-in.js'
import type { TokenScopes } from './read.js'
import { type RolesRead, rolesWith } from './role-claim.js'
import { hintAtSpelling, spellingOf } from './spelling.js'

/** Where identity providers put roles and application permissions (Entra, Okta, Keycloak, Cognito). */
const ELSEWHERE = ['roles', 'groups', '/realm_access/roles', 'cognito:groups']

/** What was read from a denied token, and the scopes that would have helped. */
export interface Denied {
  readonly read: TokenScopes
  readonly roles: RolesRead
  readonly wanted: ReadonlySet<string>
}

/**
 * Finds a claim with names from the catalog, if the claims that are read have none, and suggests the setting that reads
 * it. This is only advice: roles are never treated as scopes unless the catalog says so.
 *
 * @param denied if set, every claim is examined, else only those of known providers.
 */
export function hintAtClaims(catalog: Catalog, token: DecodedToken, denied?: Denied): Problem[] {
  const { roleClaim, scopeClaims, byFlags } = catalog.token
  const read = denied?.read.claim
  const wanted = denied?.wanted ?? new Set(catalog.scopes.keys())
  const asScope = (claim: string, more: Hint = {}): Problem => {
    // Entra: `scp` for users, `roles` for applications.
    const before = (scopeClaims ?? (claim === 'roles' ? ['scp'] : [])).filter(
      (each) => !claimMeant(token, each)?.isPath,
    )
    const all = read !== undefined || before.length === 0 ? undefined : [...before, claim]
    const value = all ? `[${all.map(yamlName).join(', ')}]` : yamlName(claim)
    return problem('no-scope-claim', {
      claim,
      setting: 'scope_claim',
      value,
      read,
      ...inSettings(catalog.token),
      ...more,
    })
  }
  const asRole = (claim: string, more: Hint = {}): Problem => {
    const value = yamlName(claim)
    return problem('no-scope-claim', {
      claim,
      setting: 'role_claim',
      value,
      read,
      ...inSettings(catalog.token),
      ...more,
    })
  }
  const hasRole = (roles: { has(name: string): boolean }, { claim, whole }: ClaimText): boolean =>
    claim !== roleClaim && whole.some((name) => roles.has(name))
  const hasScope = ({ claim, names }: ClaimText): boolean =>
    claim !== read && names.some((name) => wanted.has(name))

  const all = [...claimsIn(token)]
  // A claim that already yields roles is the right one.
  const isRoleless = denied ? denied.roles.roles.length === 0 : roleClaim === undefined
  const isKnown = ({ claim, form }: ClaimText): boolean =>
    ELSEWHERE.includes(claim) && (form === 'array' || denied !== undefined)
  for (const each of all.filter(isKnown)) {
    if (isRoleless && hasRole(catalog.roles, each)) return [asRole(each.claim)]
    if (hasScope(each)) return [asScope(each.claim)]
  }
  if (!denied) return []
  const helpful = rolesWith(catalog, wanted)
  const readable = all.filter(({ inList }) => !inList)
  const scope = readable.find(hasScope)
  if (scope) return [asScope(scope.claim)]
  const role = isRoleless ? readable.find((each) => hasRole(helpful, each)) : undefined
  if (role) return [asRole(role.claim)]

  for (const { claim, names, form } of readable) {
    if (claim === read || !names.some((name) => spellingOf(name, form, wanted))) continue
    const alike = hintAtSpelling('scope', { claim, form, names, byFlags }, catalog.scopes, wanted)
    return [asScope(claim, { alike: true }), ...alike]
  }
  for (const { claim, whole: names, form } of isRoleless ? readable : []) {
    if (claim === roleClaim || !names.some((name) => spellingOf(name, form, helpful))) continue
    const alike = hintAtSpelling('role', { claim, form, names }, catalog.roles, helpful)
    return [asRole(claim, { alike: true }), ...alike]
  }
  const inList = all.find((each) => each.inList && (hasScope(each) || hasRole(helpful, each)))
  return inList ? [(hasScope(inList) ? asScope : asRole)(inList.claim, { inList: true })] : []
}

type Hint = { readonly alike?: true; readonly inList?: true }

/** Text that YAML does not read as a string. */
const NOT_TEXT = /^(?:[\d.+-]|(?:true|false|null|yes|no|on|off|[yn~])$)/i

/** A name as written in YAML, in a list or alone. */
export const yamlName = (name: string): string =>
  /^[\w/][\w/.:~-]*[\w/]$/.test(name) && !NOT_TEXT.test(name) ? name : JSON.stringify(name)

const isText = (value: Json): value is string => typeof value === 'string'

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
  const unusable = claims.flatMap((claim) => {
    const value = readClaim(token.claims, claim)
    if (typeof value === 'string' || (Array.isArray(value) && value.every(isText))) return []
    return [{ claim, found: typeFound(value) }]
  })
  const facts = {
    claims,
    unusable,
    best: proposed,
    catalog: catalog.file,
    ...inSettings(catalog.token),
  }
  return problem('scope-claims-differ', facts)
}
