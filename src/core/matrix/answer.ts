import type { AnswerBase } from '../answer-base.js'
import type { Filters } from '../catalog/filter.js'
import type { Route } from '../catalog/model.js'
import type { Column } from './columns.js'
import type { LongCell } from './long.js'
import type { PageData } from './page-data.js'
import type { RowKind } from './rows.js'
import type { Reach } from './summary.js'

/** All subjects of one kind against all routes. */
export interface MatrixAnswer extends AnswerBase<'matrix'> {
  readonly by: RowKind
  readonly routes: readonly Route[]
  readonly columns: readonly Column[]
  /** With `--compare`: the numbers of the routes on which the two columns differ; only these are shown. */
  readonly differing: readonly number[] | undefined
  /** With filters: only the routes with these numbers. */
  readonly selected?: readonly number[] | undefined
  readonly filters?: Filters | undefined
  /** With --long: each cell with the grants that open it. */
  readonly long?: Iterable<LongCell> | undefined
  /** With --summary: the ranked rows, instead of the cells. */
  readonly summary?: readonly Reach[] | undefined
  /** With --format html: the data of the page, which has all rows and routes. */
  readonly page?: (() => PageData) | undefined
}

/** The routes that are shown, by number. */
export const numbersShown = ({
  routes,
  differing,
  selected,
}: Pick<MatrixAnswer, 'routes' | 'differing' | 'selected'>): readonly number[] =>
  differing ?? selected ?? [...routes.keys()]
