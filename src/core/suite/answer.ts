import type { AnswerBase } from '../answer-base.js'
import type { Problem } from '../problem.js'
import type { CoverageReport, MutationReport } from './coverage/report.js'
import type { Counts, SuiteResult } from './run.js'

/** Why a run fails although it has results, besides failed tests: a threshold, or mutants that could not be tested. */
export const unmetOf = ({ notes }: Pick<TestAnswer, 'notes'>): readonly Problem[] =>
  notes.filter(({ code }) => code === 'below-threshold' || code === 'red-not-mutated')

/** The outcome of one run of `test`. */
export interface TestAnswer extends AnswerBase<'test'> {
  readonly suites: readonly SuiteResult[]
  readonly counts: Counts
  /** With --coverage or --suggest. */
  readonly coverage?: CoverageReport | undefined
  /** With --mutate, if no test fails. */
  readonly mutation?: MutationReport | undefined
  /** How long it took, including reading the files. */
  readonly seconds: number
  /** Why a run under --watch could not be evaluated. */
  readonly problems: readonly Problem[]
  /** At the end of --watch: this run was already printed. */
  readonly said: boolean
}
