import { type Bench, flippedBy } from '../evidence/bench.js'
import { isEquivalent } from '../mutation/equivalence.js'
import { type Field, sightOf } from '../mutation/killers.js'
import type { Mutant } from '../mutation/model.js'
import { roleMutants } from '../mutation/role-mutants.js'
import type { Gap, Measure, Test } from './model.js'

/** A scope of a role, as the mutant that removes it. */
interface GrantMutant {
  readonly role: string
  readonly scope: string
  readonly mutant: Mutant
}

/**
 * The scopes of roles whose removal changes what somebody holds; the others are granted in another way too, so no test
 * can tell the difference.
 */
export function grantMutants(field: Field): GrantMutant[] {
  const found: GrantMutant[] = []
  for (const mutant of roleMutants(field.bearing.catalog)) {
    const { mutation } = mutant
    if (mutation.operator !== 'drop-role-scope') continue
    const change = mutant.change()
    if (!change || isEquivalent(field, change)) continue
    found.push({ role: mutation.role, scope: mutation.scope, mutant })
  }
  return found
}

/** A scope of a role is covered if some assertion fails without it. What no test can show is not counted. */
export function grantCoverage(
  bench: Bench,
  field: Field,
  grants: readonly GrantMutant[],
): { measure: Measure; gaps: Gap[]; tests: Test[] } {
  const gaps: Gap[] = []
  const tests: Test[] = []
  let covered = 0
  for (const { role, scope, mutant } of grants) {
    const change = mutant.change()
    if (!change || flippedBy(bench, change)) {
      covered++
      continue
    }
    const { killer } = sightOf(field, mutant.mutation, change)
    if (!killer) continue
    gaps.push({ kind: 'grant', role, scope })
    tests.push(killer)
  }
  return { measure: { what: 'grants', covered, total: covered + gaps.length }, gaps, tests }
}
