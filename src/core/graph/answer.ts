import type { AnswerBase } from '../answer-base.js'
import type { Filters } from '../catalog/filter.js'
import type { RowKind } from '../matrix/rows.js'
import type { Drawn } from './graph.js'

export interface GraphAnswer extends AnswerBase<'graph'>, Drawn {
  readonly by: RowKind
  readonly filters: Filters
  /** How many routes the catalog has. */
  readonly total: number
}
