import type { MatrixAnswer } from '../../core/matrix/answer.js'
import { accessPage } from '../html/access.js'
import type { Printed } from '../reporter.js'

export function html({ page }: MatrixAnswer): Printed {
  if (!page) throw new Error('a matrix as a page needs the data of the page')
  return accessPage(page())
}
