import type { UnaskedAnswer } from '../core/answer.js'
import type { unasked } from './documents/check.js'
import type { JsonOf } from './documents/dsl.js'
import { problemJson } from './failure.js'
import { excerpt, place } from './problem.js'
import type { Style } from './style.js'
import { say } from './words/index.js'

/**
 * One line, because it is listed among the answers of a batch; with the place in the text below it, if a character is to
 * blame that the reader may not see.
 */
export function text({ line, problems }: UnaskedAnswer, style: Style): string {
  const [first] = problems
  const hint = first && problems.length === 1 ? say(first).hint : undefined
  const what = problems.map((each) => say(each).says).join('; ')
  const unasked = style.bad(style.bold('invalid'))
  const said = `line ${line}  ${unasked}: ${what}${hint === undefined ? '' : ` (${hint})`}\n`
  const places = problems.flatMap(({ at }) =>
    at ? [`  ${style.dim(place(at))}`, ...excerpt(at, style)] : [],
  )
  return said + places.map((each) => `${each}\n`).join('')
}

/** Like a check without a decision, and why there is none. */
export function json({ line, problems }: UnaskedAnswer): JsonOf<typeof unasked> {
  return { line, decision: null, status: null, problem: problemJson(problems) }
}
