/** What lint reports in addition to its findings. */
export interface LintProblems {
  'lint-clean': { rules: number; ignored: number }
  'no-such-rule': { rule: string; suggestion?: string | undefined; rules: readonly string[] }
  /**
   * An ignore that covers no finding. `unknown`: no command has such a rule. `similar`: rules or names that may be meant.
   * `elsewhere`: a rule with a finding of this name. `names`: some findings of the rule, if none is similar.
   */
  'unused-ignore': {
    rule: string
    name: string
    unknown: boolean
    similar: readonly string[]
    elsewhere: string | undefined
    names: readonly string[]
  }
  'blank-reason': Record<never, never>
}
