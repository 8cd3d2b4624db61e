import type { RouteVerdict } from '../../core/probe/judge.js'
import type { Style } from '../style.js'
import { matrixHead, matrixRow } from './matrix.js'

/**
 * A row of the matrix while the probe runs. Rows are only ever added, so nothing must be restored when the terminal is
 * resized or the run is stopped.
 */
export const liveRow = (verdict: RouteVerdict, isFirst: boolean, style: Style): string =>
  `${isFirst ? matrixHead(style) : ''}${matrixRow(verdict, style)}`
