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
  /** Of a red baseline: the assertions that fail on the catalog itself. Nothing was judged then. */
  readonly red: readonly Stated[]
  /** All that count, in their fixed order. */
  readonly judged: readonly Judged[]
  readonly equivalent: number
  readonly notLoading: number
  /** Before some were picked out of very many. */
  readonly possible: number
}

/**
 * Changes the loaded model in one place at a time and looks whether some assertion fails then. Only what a mutant
 * touches is decided anew: the assertions of one route, or those of the subjects whose scopes it changes.
 *
 * Not counted are mutants that do not load, and equivalent ones: the same trust, the same issued(R) of every route, the
 * same grants of everybody.
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
    // A suite may think of tokens that we do not.
    seenBy: killed && seenBy === 'nothing' ? 'narrowed' : seenBy,
    killed,
    killer: killed ? undefined : killer,
  }
}
