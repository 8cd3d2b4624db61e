import type { Catalog } from '../catalog/model.js'
import { explainHeld } from '../subject/grants.js'
import type { Grant } from '../subject/model.js'
import type { TokenScopes, Views } from './read.js'

/** Where an accepted token gets scopes that are not in its scope claim: from a role in its role claim, or implied. */
export function claimGrants(
  catalog: Catalog,
  { names }: TokenScopes,
  { roles }: Views,
): Map<string, Grant> {
  const carried = names.filter((name) => catalog.scopes.has(name))
  const held = roles.roles.flatMap((name) => {
    const role = catalog.roles.get(name)
    return role ? [{ role, how: 'claim' as const }] : []
  })
  const grants = explainHeld(catalog, carried, held, true)
  for (const name of carried) grants.delete(name)
  return grants
}
