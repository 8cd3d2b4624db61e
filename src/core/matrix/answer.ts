import type { AnswerBase } from '../answer-base.js'
import type { Route } from '../catalog/model.js'
import type { Column } from './columns.js'
import type { RowKind } from './rows.js'

/** All subjects of one kind against all routes. */
export interface MatrixAnswer extends AnswerBase<'matrix'> {
  readonly by: RowKind
  readonly routes: readonly Route[]
  readonly columns: readonly Column[]
  /** With `--compare`: there are two columns, and only the routes with these numbers, on which they differ. */
  readonly differing: readonly number[] | undefined
}
