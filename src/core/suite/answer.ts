import type { AnswerBase } from '../answer-base.js'
import type { Problem } from '../problem.js'
import type { CompletenessReport } from './complete/report.js'
import type { CoverageReport, MutationReport } from './coverage/report.js'
import type { Counts, SuiteResult } from './run.js'

const UNMET: ReadonlySet<Problem['code']> = new Set([
  'below-threshold',
  'red-not-mutated',
  'not-complete',
  'red-not-complete',
])

/** Why a run fails although it has results, besides failed tests: a goal that is not met, or could not be measured. */
export const unmetOf = ({ notes }: Pick<TestAnswer, 'notes'>): readonly Problem[] =>
  notes.filter(({ code }) => UNMET.has(code))

/** The outcome of one run of `test`. */
export interface TestAnswer extends AnswerBase<'test'> {
  readonly suites: readonly SuiteResult[]
  readonly counts: Counts
  /** With --coverage or --suggest. */
  readonly coverage?: CoverageReport | undefined
  /** With --mutate, if no test fails. */
  readonly mutation?: MutationReport | undefined
  /** With --complete, if no test fails. */
  readonly completeness?: CompletenessReport | undefined
  /** How long it took, including reading the files. */
  readonly seconds: number
  /** Why a run under --watch could not be evaluated. */
  readonly problems: readonly Problem[]
  /** At the end of --watch: this run was already printed. */
  readonly said: boolean
}
