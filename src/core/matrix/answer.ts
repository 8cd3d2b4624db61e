import type { AnswerBase } from '../answer-base.js'
import type { Route } from '../catalog/model.js'
import type { Column } from './columns.js'
import type { RowKind } from './rows.js'

/** Everybody of one kind, against every route. */
export interface MatrixAnswer extends AnswerBase<'matrix'> {
  readonly by: RowKind
  readonly routes: readonly Route[]
  readonly columns: readonly Column[]
  /** With `--compare`: there are two columns, and only the routes at these numbers, where they differ. */
  readonly differing: readonly number[] | undefined
}
