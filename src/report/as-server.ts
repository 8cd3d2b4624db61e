import type { CheckAnswer } from '../core/answer.js'
import type { ServerAnswer } from '../core/as-server/model.js'
import { marked } from './rows.js'
import type { Style } from './style.js'

/** Says that the server's answer differs from the decision: first, because the exit code is the server's. */
export function differenceText({ server, decision }: CheckAnswer, style: Style): string {
  if (!server || !decision || server.status === decision.status) return ''
  const says = `${server.name} answers ${server.status}, but the catalog's decision is ${decision.status}`
  return marked(style.marks.warning, style.warn, says, style)
}

/** `401 from fastapi`: the actual result of a failed expectation. */
export const serverVerdict = ({ name, status }: ServerAnswer): string => `${status} from ${name}`
