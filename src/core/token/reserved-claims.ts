import { claimPath } from './pointer.js'

/** The claims that known servers read scopes from; where nothing is pinned, the only one present is read. */
export const SCOPE_CLAIMS = ['scope', 'scp', 'scopes', 'permissions'] as const

/** Claims that decide something (RFC 7519 §4.1, RFC 9068 §2.2): scopectl writes them, nobody overrides them. */
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

/** Whether the claim says something else already, so that no scopes or roles can be read from it. */
export const isWrittenClaim = (claim: string): boolean => WRITTEN.has(claim)

const RESERVED: ReadonlySet<string> = new Set([...WRITTEN, ...SCOPE_CLAIMS])

/** The claims that a catalog's token settings read from; undefined: none is named. */
interface ClaimsRead {
  readonly scopeClaims: readonly string[] | undefined
  readonly roleClaim: string | undefined
}

/** Whether `--claim` and a user's `claims:` may not set this claim: the list above, and what the catalog reads scopes or roles from. */
export function isReservedClaim(claim: string, token: ClaimsRead): boolean {
  const read = [
    ...(token.scopeClaims ?? []),
    ...(token.roleClaim === undefined ? [] : [token.roleClaim]),
  ]
  return RESERVED.has(claim) || read.some((each) => claimPath(each)[0] === claim)
}
