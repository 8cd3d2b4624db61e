import type { Command } from 'commander'
import type { Presented } from '../core/decision/presented.js'
import { fail } from '../core/errors.js'
import { compile } from '../core/matrix/compile.js'
import { worst } from '../core/outcome.js'
import { type Problem, problem } from '../core/problem.js'
import type { TestAnswer } from '../core/suite/answer.js'
import { completenessOf } from '../core/suite/complete/complete.js'
import { missingIn } from '../core/suite/complete/model.js'
import type { CompletenessReport } from '../core/suite/complete/report.js'
import { cover } from '../core/suite/coverage/cover.js'
import {
  type CoverageReport,
  type MutationReport,
  percentCovered,
  percentOf,
  type SuggestLine,
  scoreOf,
} from '../core/suite/coverage/report.js'
import { suggest } from '../core/suite/coverage/suggest.js'
import type { Bearing } from '../core/suite/evidence/carried.js'
import { fullRows } from '../core/suite/evidence/rows.js'
import type { Assertion, GivenToken } from '../core/suite/model.js'
import { mutate } from '../core/suite/mutation/judge.js'
import type { Users } from '../core/users/model.js'

export interface MeasureOptions {
  coverage?: boolean
  complete?: boolean
  suggest?: boolean
  mutate?: boolean
  /** Percent. */
  threshold?: number
}

export const withMeasures = (command: Command): Command =>
  command
    .option('--coverage', 'show what the tests do not cover')
    .option('--complete', 'exit 5 if another rule or grant would pass as well')
    .option('--suggest', 'print a suite that would cover, or complete, the rest')
    .option('--mutate', 'check that tests fail when the catalog changes')
    .option('--threshold <N>', 'exit 5 if coverage or mutation score is below N %', readThreshold)

function readThreshold(text: string): number {
  const percent = /^\d{1,3}(\.\d+)?$/.test(text) ? Number(text) : Number.NaN
  // 0.9 means 90 %, and 1 all: taken as percentages, they would make a gate that is always green.
  if (percent > 0 && percent <= 1)
    fail('bad-threshold', { text, percent: Math.round(percent * 10_000) / 100 })
  return percent <= 100 ? percent : fail('bad-threshold', { text })
}

/** @throws ScopectlError if there is nothing to compare a threshold with. */
export function checkMeasures({
  coverage,
  suggest: more,
  mutate: mutants,
  threshold,
}: MeasureOptions): void {
  if (threshold !== undefined && !coverage && !more && !mutants) {
    fail('flag-needs', { flag: '--threshold', needs: '--coverage or --mutate' })
  }
}

/**
 * Adds coverage and mutation to the results. Both are for one catalog, that of the first suite: suites of another
 * one are skipped, with a note.
 * @throws ScopectlError if there is nothing to cover, or no mutant that counts.
 */
export function measured(
  answer: TestAnswer,
  given: ReadonlyMap<GivenToken, Presented>,
  options: MeasureOptions,
  suggestLine: SuggestLine | undefined,
): TestAnswer {
  const [first] = answer.suites
  if (!first || !isMeasured(options)) return answer
  const { catalog } = first
  const mine = answer.suites.filter((each) => each.catalog.file === catalog.file)
  const others = answer.suites.filter((each) => !mine.includes(each))
  const users = joined(mine.map(({ suite }) => suite.users))
  const assertions = mine
    .flatMap(({ results }) => [...results])
    .filter(({ outcome }) => outcome !== 'skipped')
    .map(({ assertion }) => assertion)
  const bearing: Bearing = { catalog, compiled: compile(catalog), unchecked: undefined, given }
  const isRed = answer.counts.failed > 0
  const notes: Problem[] = []
  if (others.length > 0) {
    notes.push(problem('other-catalog-left-out', { files: others.map(({ suite }) => suite.file) }))
  }
  const coverage =
    options.coverage || (options.suggest && !options.complete)
      ? { ...coverageOf(bearing, users, assertions, isRed, options), suggestLine }
      : undefined
  const completeness =
    options.complete && !isRed
      ? { ...completenessIn(bearing, users, assertions, options), suggestLine }
      : undefined
  const mutation =
    options.mutate && !isRed ? mutationOf(bearing, users, assertions, options) : undefined
  if (options.mutate && isRed)
    notes.push(problem('red-not-mutated', { failed: answer.counts.failed }))
  if (options.complete && isRed)
    notes.push(problem('red-not-complete', { failed: answer.counts.failed }))
  if (mutation) notes.push(...pickedNote(mutation))
  const below = [
    ...belowThreshold(coverage, mutation, options.threshold),
    ...(completeness ? incompleteNote(completeness) : []),
  ]
  return {
    ...answer,
    outcome: worst([answer.outcome, below.length > 0 ? 'failed' : 'yes']),
    coverage,
    completeness,
    mutation,
    notes: [...answer.notes, ...notes, ...below],
  }
}

const isMeasured = ({ coverage, complete, suggest: more, mutate: mutants }: MeasureOptions) =>
  coverage || complete || more || mutants

function completenessIn(
  bearing: Bearing,
  users: Users,
  assertions: readonly Assertion[],
  { suggest: wanted }: MeasureOptions,
): Omit<CompletenessReport, 'suggestLine'> {
  const field = { bearing, rows: fullRows(bearing, users) }
  const { suggest: missing, ...completeness } = completenessOf(field, assertions)
  if (completeness.routes.total === 0) fail('nothing-to-cover', {})
  return { ...completeness, suggestions: wanted ? missing() : undefined }
}

function incompleteNote(completeness: CompletenessReport): Problem[] {
  if (completeness.isComplete) return []
  const unsettled = completeness.openRoutes.filter(({ isExact }) => !isExact)
  const questions = missingIn(completeness)
  return [problem('not-complete', { questions, unsettled: unsettled.map(({ route }) => route) })]
}

function coverageOf(
  bearing: Bearing,
  users: Users,
  assertions: readonly Assertion[],
  isRed: boolean,
  { suggest: wanted, complete, threshold }: MeasureOptions,
): Omit<CoverageReport, 'suggestLine'> {
  const field = { bearing, rows: fullRows(bearing, users) }
  const coverage = cover(field, assertions)
  if (coverage.measures.every(({ total }) => total === 0)) fail('nothing-to-cover', {})
  const suggestions = wanted && !complete && !isRed ? suggest(field, assertions) : undefined
  return { ...coverage, threshold, suggestions }
}

function mutationOf(
  bearing: Bearing,
  users: Users,
  assertions: readonly Assertion[],
  { threshold }: MeasureOptions,
): MutationReport {
  const { red, ...result } = mutate(bearing, users, assertions)
  if (red.length > 0) throw new Error('an assertion holds by its token and fails by its cells')
  if (scoreOf(result.judged, 'full').total === 0)
    fail('no-mutant', { equivalent: result.equivalent })
  return { ...result, threshold }
}

function pickedNote({ judged, equivalent, notLoading, possible }: MutationReport): Problem[] {
  const seen = judged.length + equivalent + notLoading
  return seen < possible ? [problem('mutants-picked', { judged: seen, possible })] : []
}

/** Each measure must reach the threshold by itself: covered cells do not make up for missing alternatives. */
function belowThreshold(
  coverage: CoverageReport | undefined,
  mutation: MutationReport | undefined,
  threshold: number | undefined,
): Problem[] {
  if (threshold === undefined) return []
  const { killed, total } = scoreOf(mutation?.judged ?? [], 'full')
  const all = [
    ...(coverage?.measures ?? []).map((measure) => ({
      what: `coverage of ${measure.what}`,
      percent: percentCovered(measure),
    })),
    ...(mutation ? [{ what: 'the mutation score', percent: percentOf(killed, total) }] : []),
  ]
  return all
    .filter(({ percent }) => percent < threshold)
    .map((each) => problem('below-threshold', { ...each, threshold }))
}

/** The users of several files by name; the first wins if a name is repeated. */
function joined([first, ...others]: readonly Users[]): Users {
  const all = [...new Set([first, ...others])].flatMap((users) => users ?? []).reverse()
  return {
    file: first?.file ?? '',
    users: new Map(all.flatMap(({ users }) => [...users])),
    clients: new Map(all.flatMap(({ clients }) => [...clients])),
  }
}
