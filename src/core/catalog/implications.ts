import { globMatches } from '../scope-token.js'
import type { Catalog, Scope } from './model.js'
import type { Edges } from './reach.js'

/** Each scope with what it implies directly, globs expanded; `Catalog.implied` is the transitive closure of this. */
export function directImplications(scopes: Catalog['scopes']): Edges {
  const names = [...scopes.keys()]
  const targets = ({ name, implies }: Scope): string[] => [
    ...new Set(
      implies.flatMap((each) =>
        each.includes('*')
          ? names.filter((other) => other !== name && globMatches(each, other))
          : [each],
      ),
    ),
  ]
  return new Map([...scopes.values()].map((scope) => [scope.name, targets(scope)]))
}
