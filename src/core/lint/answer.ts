import type { AnswerBase } from '../answer-base.js'
import type { Filters } from '../catalog/filter.js'
import type { Finding } from './finding.js'
import type { AnyRule } from './rule.js'

export interface LintAnswer extends AnswerBase<'lint'> {
  readonly findings: readonly Finding[]
  /** Findings that the filters do not select: counted by the exit code, but not shown. */
  readonly hidden: readonly Finding[]
  readonly filters: Filters
  /** Warnings make the run fail. */
  readonly deniesWarnings: boolean
  /** How many more the catalog ignores, each with its reason. */
  readonly ignored: number
  /** With --explain: the rule; no file was read. */
  readonly explained: AnyRule | undefined
}
