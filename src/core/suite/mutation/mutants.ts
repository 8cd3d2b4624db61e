import type { Catalog } from '../../catalog/model.js'
import type { Users } from '../../users/model.js'
import { implicationMutants } from './implication-mutants.js'
import type { Mutant } from './model.js'
import { holderMutants, roleMutants } from './role-mutants.js'
import { routeMutants } from './route-mutants.js'
import { trustMutants } from './trust-mutants.js'

/** At most this many per operator, evenly picked: the number of additions grows with the square of a catalog. */
const MOST_OF_ONE = 500

export interface Mutants {
  readonly mutants: readonly Mutant[]
  /** The total number. */
  readonly possible: number
}

/** All mutants of the loaded model, in an order that depends only on the files (docs/reference/decision.md#mutants). */
export function mutantsOf(catalog: Catalog, users: Users): Mutants {
  const all = [
    ...roleMutants(catalog),
    ...implicationMutants(catalog),
    ...routeMutants(catalog),
    ...holderMutants(users),
    ...trustMutants(catalog),
  ]
  return { mutants: [...grouped(all).values()].flatMap(picked), possible: all.length }
}

function grouped(all: readonly Mutant[]): Map<string, Mutant[]> {
  const groups = new Map<string, Mutant[]>()
  for (const mutant of all) {
    const group = groups.get(mutant.mutation.operator) ?? []
    groups.set(mutant.mutation.operator, group)
    group.push(mutant)
  }
  return groups
}

function picked(mutants: readonly Mutant[]): readonly Mutant[] {
  if (mutants.length <= MOST_OF_ONE) return mutants
  const step = mutants.length / MOST_OF_ONE
  return Array.from({ length: MOST_OF_ONE }, (_, i) => mutants[Math.floor(i * step)] as Mutant)
}
