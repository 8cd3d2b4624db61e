import type { Location, Problem } from '../problem.js'
import type { LintArgs, RuleCode } from './args.js'
import type { Severity } from './rule.js'

/** What one rule found, ready for a report. */
export type RuleFinding = {
  [C in RuleCode]: {
    readonly kind: 'rule'
    readonly rule: C
    readonly severity: Severity
    readonly name: string
    readonly at: Location | undefined
    /** The file that it is about, even if no location in it is known. */
    readonly file: string
    readonly args: LintArgs[C]
  }
}[RuleCode]

/** Why the files do not load: shown as the rule `invalid/CODE`. Cannot be ignored. */
export interface InvalidFinding {
  readonly kind: 'invalid'
  readonly severity: 'error'
  readonly at: Location | undefined
  readonly file: string
  readonly problem: Problem
}

export type Finding = RuleFinding | InvalidFinding

export const ruleName = (finding: Finding): string =>
  finding.kind === 'rule' ? finding.rule : `invalid/${finding.problem.code}`
