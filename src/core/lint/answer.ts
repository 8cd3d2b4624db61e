import type { AnswerBase } from '../answer-base.js'
import type { Finding } from './finding.js'
import type { Rule } from './rule.js'

export interface LintAnswer extends AnswerBase<'lint'> {
  readonly findings: readonly Finding[]
  /** How many further findings the catalog ignores, each with a reason. */
  readonly ignored: number
  /** With --explain: the rule; no file was read. */
  readonly explained: Rule | undefined
}
