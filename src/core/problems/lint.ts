/** What lint reports in addition to its findings. */
export interface LintProblems {
  'lint-clean': { rules: number; ignored: number }
  'no-such-rule': { rule: string; suggestion?: string | undefined; rules: readonly string[] }
  /** An ignore that covers no finding, or one of no rule (`unknown`). */
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
