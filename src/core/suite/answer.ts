import type { AnswerBase } from '../answer-base.js'
import type { Problem } from '../problem.js'
import type { CoverageReport, MutationReport } from './coverage/report.js'
import type { Counts, SuiteResult } from './run.js'

/** The outcome of one run of `test`. */
export interface TestAnswer extends AnswerBase<'test'> {
  readonly suites: readonly SuiteResult[]
  readonly counts: Counts
  /** With --coverage or --suggest. */
  readonly coverage?: CoverageReport | undefined
  /** With --mutate, where no test fails. */
  readonly mutation?: MutationReport | undefined
  /** How long it took, reading the files included. */
  readonly seconds: number
  /** Of a run under --watch that could not be asked: why. */
  readonly problems: readonly Problem[]
  /** The end of --watch: this run was printed when it was made. */
  readonly said: boolean
}
