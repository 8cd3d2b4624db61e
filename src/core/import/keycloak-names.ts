import { isScopeToken } from '../scope-token.js'

/** What a route needs to need a role. */
export const ROLE_SCOPE = 'role:'

/**
 * The scope that stands for a role: `role:NAME`, with every character that a scope cannot have (RFC 6749 §3.3), `*` (a
 * glob) and `%` percent-encoded, so that two roles never have the same.
 *
 * @returns undefined for a name that is not valid text
 */
export function scopeOfRole(role: string): string | undefined {
  try {
    return ROLE_SCOPE + [...role].map(encoded).join('')
  } catch {
    return undefined // a lone surrogate
  }
}

const encoded = (character: string): string => {
  if (character === '*') return '%2A'
  return character !== '%' && isScopeToken(character) ? character : encodeURIComponent(character)
}
