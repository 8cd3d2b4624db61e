import type { Catalog } from '../catalog/model.js'
import { type Problem, problem } from '../problem.js'
import type { DecodedToken } from './model.js'
import { readClaim } from './pointer.js'

/** Where identity providers put roles and application permissions (Entra, Okta, Keycloak, Cognito). */
const ELSEWHERE = ['roles', 'groups', '/realm_access/roles', 'cognito:groups']

/**
 * For a token without a scope claim: the claim that has names of the catalog, and the line that would read it.
 * Only ever advice: roles are never taken for scopes unless the catalog says so.
 */
export function hintAtClaims(catalog: Catalog, token: DecodedToken): Problem[] {
  if (catalog.token.roleClaim !== undefined) return []
  for (const claim of ELSEWHERE) {
    const value = readClaim(token.claims, claim)
    const names = Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []
    if (names.some((name) => catalog.roles.has(name))) {
      return [problem('no-scope-claim', { claim, setting: 'role_claim', value: claim })]
    }
    if (names.some((name) => catalog.scopes.has(name))) {
      // Entra: `scp` for users, `roles` for applications.
      const both = claim === 'roles' ? '[scp, roles]' : claim
      return [problem('no-scope-claim', { claim, setting: 'scope_claim', value: both })]
    }
  }
  return []
}
