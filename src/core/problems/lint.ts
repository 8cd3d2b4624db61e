/** What lint reports in addition to its findings. */
export interface LintProblems {
  /** `operations`: of a document. */
  'lint-clean': { rules: number; ignored: number; operations?: number }
  /** An OpenAPI document without API Gateway's extensions. */
  'lint-no-gateway': { file: string }
  'lint-no-security': { file: string; operations: number }
  'lint-unread-operation': {
    route: string
    why: 'malformed' | 'malformed-security' | 'contradicts'
  }
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
