import type { Judged, SeenBy } from '../mutation/model.js'
import type { Coverage, Measure, Suggestion } from './model.js'

/** A line that prints suggestions as a suite, and the file for them: one that discovery finds and that does not exist yet. */
export interface SuggestLine {
  readonly words: readonly string[]
  readonly to: string
}

/** What `test --coverage` adds to its answer. */
export interface CoverageReport extends Coverage {
  readonly threshold: number | undefined
  /** With --suggest, and only if no test fails. */
  readonly suggestions: readonly Suggestion[] | undefined
  /** Undefined where a suite came from stdin: no line reads it again. */
  readonly suggestLine: SuggestLine | undefined
}

/** What `test --mutate` adds to its answer; nothing if a test already fails. */
export interface MutationReport {
  readonly judged: readonly Judged[]
  readonly equivalent: number
  readonly notLoading: number
  readonly possible: number
  readonly threshold: number | undefined
}

/** Rounded down to one decimal place, so that 100 means all. */
export const percentOf = (part: number, whole: number): number =>
  whole === 0 ? 100 : Math.floor((part * 1000) / whole) / 10

export const percentCovered = ({ covered, total }: Measure): number => percentOf(covered, total)

export interface Score {
  readonly killed: number
  readonly total: number
}

/** The number killed and the total of one class; the score is that of `full`. */
export function scoreOf(judged: readonly Judged[], seenBy: SeenBy): Score {
  const mine = judged.filter((each) => each.seenBy === seenBy)
  return { killed: mine.filter(({ killed }) => killed).length, total: mine.length }
}
