import { claimPath } from './pointer.js'

/** The claims that known servers read scopes from; if the catalog pins none, the only one present is read. */
export const SCOPE_CLAIMS = ['scope', 'scp', 'scopes', 'permissions'] as const

/**
 * Claims that decide something (RFC 7519 §4.1, RFC 9068 §2.2): only scopectl writes them, and they cannot be
 * overridden.
 */
const WRITTEN: ReadonlySet<string> = new Set([
  'iss',
  'sub',
  'aud',
  'exp',
  'nbf',
  'iat',
  'jti',
  'client_id',
  'cnf',
  'act',
])

/** Whether the claim already means something else, so that no scopes or roles can be read from it. */
export const isWrittenClaim = (claim: string): boolean => WRITTEN.has(claim)

const RESERVED: ReadonlySet<string> = new Set([...WRITTEN, ...SCOPE_CLAIMS])

/** The claims that a catalog's token settings read from; undefined if not set. */
interface ClaimsRead {
  readonly scopeClaims: readonly string[] | undefined
  readonly roleClaim: string | undefined
}

/**
 * Whether `--claim` and a user's `claims:` must not set this claim: one of the list above, or one that the catalog
 * reads scopes or roles from.
 */
export function isReservedClaim(claim: string, token: ClaimsRead): boolean {
  const read = [
    ...(token.scopeClaims ?? []),
    ...(token.roleClaim === undefined ? [] : [token.roleClaim]),
  ]
  return RESERVED.has(claim) || read.some((each) => claimPath(each)[0] === claim)
}

/** Why such a claim is refused, for the message: by default because it is one of the list. */
export function whyReserved(
  claim: string,
  { scopeClaims, roleClaim }: ClaimsRead,
): { readonly reads?: 'roles' | 'scopes' } {
  if (isWrittenClaim(claim)) return {}
  const isRead = (each: string): boolean => claimPath(each)[0] === claim
  if (roleClaim !== undefined && isRead(roleClaim)) return { reads: 'roles' }
  return scopeClaims?.some(isRead) ? { reads: 'scopes' } : {}
}

/** The role claim, if it is nested and this is its path with dots, which would be the name of another claim. */
export function nestedClaim(claim: string, { roleClaim }: ClaimsRead): string | undefined {
  if (roleClaim === undefined) return undefined
  const path = claimPath(roleClaim)
  return path.length > 1 && path.join('.') === claim ? roleClaim : undefined
}
