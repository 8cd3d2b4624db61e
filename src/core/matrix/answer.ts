import type { AnswerBase } from '../answer-base.js'
import type { Filters } from '../catalog/filter.js'
import type { Route } from '../catalog/model.js'
import type { Column } from './columns.js'
import type { LongCell } from './long.js'
import type { RowKind } from './rows.js'
import type { Reach } from './summary.js'

/** Everybody of one kind, against every route. */
export interface MatrixAnswer extends AnswerBase<'matrix'> {
  readonly by: RowKind
  readonly routes: readonly Route[]
  readonly columns: readonly Column[]
  /** With `--compare`: there are two columns, and only the routes at these numbers, where they differ. */
  readonly differing: readonly number[] | undefined
  /** With filters: only the routes at these numbers. */
  readonly selected?: readonly number[] | undefined
  readonly filters?: Filters | undefined
  /** With --long: each cell with what opens it. */
  readonly long?: Iterable<LongCell> | undefined
  /** With --summary: the rows by reach, in place of the cells. */
  readonly summary?: readonly Reach[] | undefined
}

/** The routes that are shown, by number. */
export const numbersShown = ({
  routes,
  differing,
  selected,
}: Pick<MatrixAnswer, 'routes' | 'differing' | 'selected'>): readonly number[] =>
  differing ?? selected ?? [...routes.keys()]
