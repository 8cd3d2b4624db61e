import type { AnswerBase } from '../answer.js'
import type { Problem } from '../problem.js'
import type { Counts, SuiteResult } from './run.js'

/** The outcome of one run of `test`. */
export interface TestAnswer extends AnswerBase<'test'> {
  readonly suites: readonly SuiteResult[]
  readonly counts: Counts
  /** How long it took, reading the files included. */
  readonly seconds: number
  /** Of a run under --watch that could not be asked: why. */
  readonly problems: readonly Problem[]
  /** The end of --watch: this run was printed when it was made. */
  readonly said: boolean
}
