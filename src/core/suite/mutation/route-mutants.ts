import type { Alternative, Catalog, Requirement, Route } from '../../catalog/model.js'
import { alternativeText, anyOf } from '../../catalog/requirement.js'
import type { Mutant, Mutation } from './model.js'

/** Weakens what a route needs, or removes an alternative. */
export function* routeMutants({ routes }: Catalog): Generator<Mutant> {
  for (const [number, route] of routes.entries()) {
    const mutant = ([mutation, requirement]: Changed): Mutant => ({
      mutation,
      change: () => ({ touches: 'route', route: number, requirement }),
    })
    const { name: at, requirement } = route
    if (requirement.level === 'scopes') {
      for (const alternative of requirement.alternatives) {
        yield* alternativeChanges(route, requirement.alternatives, alternative).map(mutant)
      }
      yield mutant([{ operator: 'make-authenticated', route: at }, { level: 'authenticated' }])
    }
    if (requirement.level === 'authenticated' && requirement.beside) {
      const dropped = {
        operator: 'drop-alternative',
        route: at,
        alternative: 'authenticated',
      } as const
      yield mutant([dropped, { level: 'scopes', alternatives: requirement.beside }])
    }
    if (requirement.level === 'scopes' || requirement.level === 'authenticated') {
      yield mutant([{ operator: 'make-public', route: at }, { level: 'public' }])
    }
  }
}

type Changed = readonly [Mutation, Requirement]

function alternativeChanges(
  { name: route }: Route,
  all: readonly Alternative[],
  one: Alternative,
): Changed[] {
  const alternative = alternativeText(one)
  const replaced = (...by: readonly Alternative[]): Requirement =>
    anyOf(all.flatMap((each) => (each === one ? by : [each])))
  const changes: Changed[] = []
  // Without any alternative it would not load; nor with an empty one.
  if (all.length > 1)
    changes.push([{ operator: 'drop-alternative', route, alternative }, replaced()])
  if (one.scopes.length + one.others.length < 2) return changes
  const parts = [
    ...one.scopes.map((scope) => ({ scopes: [scope], others: [] })),
    ...one.others.map((other) => ({ scopes: [], others: 'authenticated' in other ? [] : [other] })),
  ]
  changes.push([{ operator: 'all-to-any', route, alternative }, replaced(...parts)])
  for (const scope of one.scopes) {
    const rest = { ...one, scopes: one.scopes.filter((each) => each !== scope) }
    changes.push([{ operator: 'drop-needed-scope', route, alternative, scope }, replaced(rest)])
  }
  return changes
}
