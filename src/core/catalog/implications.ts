import type { Catalog, Scope } from './model.js'
import type { Edges } from './reach.js'
import { coveredBy, isGlob } from './scope-glob.js'

/** Each scope with what it implies directly, globs expanded; `Catalog.implied` is the transitive closure of this. */
export function directImplications(scopes: Catalog['scopes']): Edges {
  const targets = ({ name, implies }: Scope): string[] => [
    ...new Set(
      implies.flatMap((each) => (isGlob(each, scopes) ? coveredBy(each, scopes, name) : [each])),
    ),
  ]
  return new Map([...scopes.values()].map((scope) => [scope.name, targets(scope)]))
}
