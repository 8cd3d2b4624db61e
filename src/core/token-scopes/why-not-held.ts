import type { Catalog } from '../catalog/model.js'
import { type Problem, problem } from '../problem.js'
import { inSettings } from '../problems/fault.js'
import type { DecodedToken } from '../token/model.js'
import { SCOPE_CLAIMS } from '../token/reserved-claims.js'
import { hintAtClaims } from './claim-hints.js'
import { claimMeant } from './claims-in.js'
import type { TokenScopes, Views } from './read.js'
import { hintAtRoles } from './role-claim.js'
import { hintAtSpelling } from './spelling.js'

/**
 * Explains missing scopes by the form of the token: another spelling, another claim, no claim at all, a role claim that
 * grants nothing.
 *
 * @param wanted the scopes that would have helped.
 */
export function whyNotHeld(
  catalog: Catalog,
  token: DecodedToken,
  read: TokenScopes,
  { roles }: Views,
  wanted: ReadonlySet<string>,
): Problem[] {
  if (wanted.size === 0) return []
  const { claim, form, names, notes } = read
  const { byFlags } = catalog.token
  const spelt =
    claim !== undefined && form !== undefined
      ? hintAtSpelling('scope', { claim, form, names, byFlags }, catalog.scopes, wanted)
      : []
  if (spelt.length > 0) return spelt
  const ofRoles = hintAtRoles(catalog, token, roles, wanted)
  const isNamed = ofRoles.some(({ code, args }) => code === 'role-claim-missing' && args.meant)
  if (isNamed || ofRoles.some(({ code }) => code === 'scope-spelling')) return ofRoles
  const hints = [...ofRoles, ...hintAtClaims(catalog, token, { read, roles, wanted })]
  if (hints.length > ofRoles.length || roles.roles.length > 0) return hints
  if (claim === undefined) hints.push(scopeClaimMissing(token, catalog.token))
  // A claim that is not a list of names has already been reported (`scope-claim-type`).
  else if (notes.length === 0 && names.length === 0) {
    hints.push(problem('scope-claim-empty', { claim }))
  }
  return hints
}

function scopeClaimMissing(
  token: DecodedToken,
  settings: Catalog['token'],
): Problem<'scope-claim-missing'> {
  const { scopeClaims: pinned } = settings
  const [first] = pinned ?? []
  const meant = first === undefined ? undefined : claimMeant(token, first)
  const claims = pinned ?? SCOPE_CLAIMS
  return problem('scope-claim-missing', {
    claims,
    pinned: pinned !== undefined,
    meant,
    ...inSettings(settings),
  })
}

/**
 * Why a token holds no scope of the catalog at all, for commands that do not ask for particular scopes.
 */
export function whyNothingHeld(
  catalog: Catalog,
  token: DecodedToken,
  read: TokenScopes,
  views: Views,
): Problem[] {
  if (views.literal.size > 0 || read.ambiguous) return []
  return whyNotHeld(catalog, token, read, views, new Set(catalog.scopes.keys()))
}
