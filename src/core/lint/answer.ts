import type { AnswerBase } from '../answer-base.js'
import type { Finding } from './finding.js'
import type { Rule } from './rule.js'

export interface LintAnswer extends AnswerBase<'lint'> {
  readonly findings: readonly Finding[]
  /** How many more the catalog ignores, each with its reason. */
  readonly ignored: number
  /** With --explain: the rule, and no file was looked at. */
  readonly explained: Rule | undefined
}
