import { benchOf } from '../evidence/bench.js'
import type { Stated } from '../evidence/passes.js'
import type { Field } from '../mutation/killers.js'
import { alternativeCoverage } from './alternatives.js'
import { answeredBy } from './answered.js'
import { cellCoverage } from './cells.js'
import { grantCoverage, grantMutants } from './grants.js'
import type { Coverage } from './model.js'

/**
 * How much of the catalog the assertions cover (docs/reference/decision.md#coverage). Only what some test can show is
 * counted: not a scope that is granted in two ways, and not the lack of a scope that no token can lack alone.
 */
export function cover(field: Field, assertions: readonly Stated[]): Coverage {
  const { bearing } = field
  const { catalog, compiled } = bearing
  const bench = benchOf(bearing, assertions)
  const answered = answeredBy(bench)
  const cells = cellCoverage(catalog, compiled, answered)
  const grants = grantCoverage(bench, field, grantMutants(field))
  const alternatives = alternativeCoverage(field, answered)
  const parts = [cells, grants, alternatives]
  return {
    measures: parts.map(({ measure }) => measure),
    gaps: parts.flatMap(({ gaps }) => gaps),
  }
}
