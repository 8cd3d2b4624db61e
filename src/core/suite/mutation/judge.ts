import type { Users } from '../../users/model.js'
import { type Bench, benchOf, failing, flippedBy } from '../evidence/bench.js'
import type { Bearing } from '../evidence/carried.js'
import type { Change } from '../evidence/change.js'
import type { Stated } from '../evidence/passes.js'
import { fullRows } from '../evidence/rows.js'
import { isEquivalent } from './equivalence.js'
import { type Field, sightOf } from './killers.js'
import type { Judged } from './model.js'
import { mutantsOf } from './mutants.js'

export interface MutationResult {
  /** The assertions that fail on the unchanged catalog. If there are any, nothing was judged. */
  readonly red: readonly Stated[]
  /** All mutants that count, in their fixed order. */
  readonly judged: readonly Judged[]
  readonly equivalent: number
  readonly notLoading: number
  /** The number before a sample was taken. */
  readonly possible: number
}

/**
 * Changes the loaded model in one place at a time and checks whether some assertion fails then. Only what a mutant
 * affects is decided again: the assertions of one route, or those of the subjects whose scopes it changes.
 *
 * Mutants that do not load are not counted, nor are equivalent ones: those with the same trust, the same issued(R) for
 * every route and the same grants for everybody.
 */
export function mutate(
  bearing: Bearing,
  users: Users,
  assertions: readonly Stated[],
): MutationResult {
  const bench = benchOf(bearing, assertions)
  const red = failing(bench)
  const { mutants, possible } = mutantsOf(bearing.catalog, users)
  const judged: Judged[] = []
  let equivalent = 0
  let notLoading = 0
  if (red.length > 0) return { red, judged, equivalent, notLoading, possible }
  const field = { bearing, rows: fullRows(bearing, users) }
  for (const { mutation, change: make } of mutants) {
    const change = make()
    if (!change) notLoading++
    else if (isEquivalent(field, change)) equivalent++
    else judged.push(judge(bench, field, mutation, change))
  }
  return { red, judged, equivalent, notLoading, possible }
}

function judge(bench: Bench, field: Field, mutation: Judged['mutation'], change: Change): Judged {
  const killed = flippedBy(bench, change) !== undefined
  const { seenBy, killer } = sightOf(field, mutation, change)
  return {
    mutation,
    // A suite may use tokens that the search did not try.
    seenBy: killed && seenBy === 'nothing' ? 'narrowed' : seenBy,
    killed,
    killer: killed ? undefined : killer,
  }
}
