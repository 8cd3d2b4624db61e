import type { Role } from '../catalog/model.js'
import { globMatches } from '../scope-token.js'
import type { UnusedGrant } from './usage.js'

/**
 * The scopes of a role without those that nobody used. A glob stays if all that it gives is used; otherwise, the names
 * that are used take its place.
 * @param written the role's scopes as the catalog writes them
 */
export function narrowedScopes(
  role: Pick<Role, 'name' | 'scopes'>,
  written: readonly string[],
  unused: readonly UnusedGrant[],
): readonly string[] {
  const gone = new Set(unused.flatMap((each) => (each.role === role.name ? [each.scope] : [])))
  const kept = written.flatMap((text) => {
    if (role.scopes.includes(text)) return gone.has(text) ? [] : [text]
    const given = role.scopes.filter((name) => globMatches(text, name))
    const left = given.filter((name) => !gone.has(name))
    return left.length === given.length ? [text] : left
  })
  return [...new Set(kept)]
}
