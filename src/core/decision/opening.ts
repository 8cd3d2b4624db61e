import type { Route } from '../catalog/model.js'
import { tokenAlternatives } from '../catalog/requirement.js'
import type { Grant } from '../subject/model.js'

/** The grants of the first alternative that is held. */
export function opening(
  { requirement }: Pick<Route, 'requirement'>,
  held: ReadonlySet<string>,
  grants: ReadonlyMap<string, Grant>,
): Grant[] {
  const alternative = tokenAlternatives(requirement).find((scopes) =>
    scopes.every((name) => held.has(name)),
  )
  return (alternative ?? []).flatMap((name) => grants.get(name) ?? [])
}
