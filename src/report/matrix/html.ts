import type { MatrixAnswer } from '../../core/matrix/answer.js'
import type { OverviewAnswer } from '../../core/overview/answer.js'
import { accessPage } from '../html/access.js'
import type { Printed } from '../reporter.js'
import { overviewPage } from './overview-html.js'

export function html(answer: MatrixAnswer | OverviewAnswer): Printed {
  if ('overview' in answer) return overviewPage(answer)
  if (!answer.page) throw new Error('a matrix as a page needs the data of the page')
  return accessPage(answer.page())
}
