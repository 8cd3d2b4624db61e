import type { TokenSettings } from '../catalog/model.js'
import { claimPath } from '../token/pointer.js'
import { SCOPE_CLAIMS } from '../token/reserved-claims.js'

/** A token whose scopes only one side reads. */
export interface ReadClaim {
  /** The claim with the scopes. */
  readonly claim: string
  /** An empty scope claim that the token also has, if it takes one. */
  readonly beside: string | undefined
}

/**
 * The smallest token whose scopes `reader` reads and `other` does not. Only the first claim present is read, or, if none
 * is pinned, the only one; so a token with one or two of the claims shows every difference.
 *
 * NOT checked: pointers into each other (`/app` and `/app/scopes`), which no token can have independently.
 */
export function readOnlyBy(reader: TokenSettings, other: TokenSettings): ReadClaim | undefined {
  const claims = [...claimsOf(reader), ...claimsOf(other)]
  for (const beside of [undefined, ...claims]) {
    for (const claim of claimsOf(reader)) {
      const present = beside === undefined ? [claim] : [claim, beside]
      if (beside !== undefined && pathOf(beside) === pathOf(claim)) continue
      if (reads(reader, claim, present) && !reads(other, claim, present)) return { claim, beside }
    }
  }
  return undefined
}

const claimsOf = ({ scopeClaims }: TokenSettings): readonly string[] => scopeClaims ?? SCOPE_CLAIMS

/** `roles` and `/roles` are the same claim. */
const pathOf = (claim: string): string => JSON.stringify(claimPath(claim))

function reads(settings: TokenSettings, claim: string, present: readonly string[]): boolean {
  const there = new Set(present.map(pathOf))
  const read = claimsOf(settings)
    .map(pathOf)
    .filter((path) => there.has(path))
  // Without a pinned claim, two that differ give no scopes.
  if (settings.scopeClaims === undefined && new Set(read).size > 1) return false
  return read[0] === pathOf(claim)
}
