/** Problems and notes about the matrix, coverage and mutation. */
export interface MeasureProblems {
  /** `routes`: the number of routes; either it is 0, or there is nobody of that kind. */
  'matrix-empty': { by: 'role' | 'user' | 'client' | 'scope'; routes: number }
  /** A note: an access page was asked to have keys, and the only key is a shared secret. */
  'page-without-keys': Record<never, never>
  /** `percent`: what a fraction probably means. */
  'bad-threshold': { text: string; percent?: number | undefined }
  'nothing-to-cover': Record<never, never>
  'no-mutant': { equivalent: number }
  /** Percent, rounded down to one decimal place. */
  'below-threshold': { what: string; percent: number; threshold: number }
  'other-catalog-left-out': { files: readonly string[] }
  'red-not-mutated': { failed: number }
  'red-not-complete': { failed: number }
  /** `unsettled`: routes with more refused sets than are examined. */
  'not-complete': { questions: number; unsettled: readonly string[] }
  'mutants-picked': { judged: number; possible: number }
}
