/** Problems and notes of what is measured: the matrix, coverage and mutation. */
export interface MeasureProblems {
  /** `routes`: how many there are; none, or nobody of that kind. */
  'matrix-empty': { by: 'role' | 'user' | 'client' | 'scope'; routes: number }
  'bad-threshold': { text: string }
  'nothing-to-cover': Record<never, never>
  'no-mutant': { equivalent: number }
  /** Percent, cut down to one place. */
  'below-threshold': { what: string; percent: number; threshold: number }
  'other-catalog-left-out': { files: readonly string[] }
  'red-not-mutated': { failed: number }
  'mutants-picked': { judged: number; possible: number }
}
