import type { MatrixAnswer } from '../matrix/answer.js'
import type { Overview } from './overview.js'

/** A summary of the matrix as a report for people who review access. */
export interface OverviewAnswer extends MatrixAnswer {
  readonly summary: NonNullable<MatrixAnswer['summary']>
  readonly overview: Overview
}
