/** What lint reports in addition to its findings. */
export interface LintProblems {
  'lint-clean': { rules: number; ignored: number }
  'no-such-rule': { rule: string; suggestion?: string | undefined; rules: readonly string[] }
  'blank-reason': Record<never, never>
}
