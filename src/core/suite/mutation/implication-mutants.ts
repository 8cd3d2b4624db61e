import { directImplications } from '../../catalog/implications.js'
import type { Catalog } from '../../catalog/model.js'
import type { Edges } from '../../catalog/reach.js'
import type { Mutant, Mutation } from './model.js'
import { withImplications } from './rebuild.js'

/** Drops each direct implication, and adds each possible one that would not form a cycle. */
export function* implicationMutants(catalog: Catalog): Generator<Mutant> {
  const edges = directImplications(catalog.scopes)
  const mutant = (mutation: Mutation, scope: string, targets: readonly string[]): Mutant => ({
    mutation,
    change: () => {
      const changed: Edges = new Map(edges).set(scope, targets)
      const mutated = withImplications(catalog, changed)
      return mutated && { touches: 'grants', catalog: mutated, implications: true }
    },
  })
  for (const [scope, targets] of edges) {
    for (const implied of targets) {
      const rest = targets.filter((each) => each !== implied)
      yield mutant({ operator: 'drop-implication', scope, implied }, scope, rest)
    }
    for (const implied of edges.keys()) {
      if (catalog.implied.get(scope)?.has(implied) || catalog.implied.get(implied)?.has(scope))
        continue
      yield mutant({ operator: 'add-implication', scope, implied }, scope, [...targets, implied])
    }
  }
}
