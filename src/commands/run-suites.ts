import type { FilesUsed, Write } from '../core/answer-base.js'
import type { Presented } from '../core/decision/presented.js'
import { fail } from '../core/errors.js'
import { type Problem, problem } from '../core/problem.js'
import type { TestAnswer } from '../core/suite/answer.js'
import type { GivenToken } from '../core/suite/model.js'
import { type Counts, count, judgeWhole, type SuiteResult } from '../core/suite/run.js'
import type { Context } from '../io/context.js'
import { present } from './present.js'
import { askedIn } from './suite-asked.js'
import type { OpenSuite, SuiteOptions } from './suites.js'

export interface RunSuitesOptions extends SuiteOptions {
  /** False with --no-tokens. */
  tokens: boolean
  bail?: boolean
}

/**
 * Runs the suites one after the other; with --bail, up to the first failure.
 * @param began the start time, by `ctx.elapsed()`.
 * @param given collects the tokens that the suites refer to.
 */
export async function runSuites(
  opened: readonly OpenSuite[],
  options: RunSuitesOptions,
  { writes, began }: { writes: readonly Write[]; began: number },
  ctx: Context,
  given: Map<GivenToken, Presented> = new Map(),
): Promise<TestAnswer> {
  const total = sum(opened.map(({ suite }) => sizeOf(suite)))
  const suites: SuiteResult[] = []
  let done = 0
  let stopped = false
  for (const each of opened) {
    const result: SuiteResult = stopped ? notRun(each) : await run(each, done)
    suites.push(result)
    done += sizeOf(result.suite)
    stopped ||= options.bail === true && result.counts.failed > 0
  }
  const counts = totalOf(suites)
  const open = undecidedNote(counts)
  return {
    kind: 'test',
    outcome: counts.failed > 0 ? 'failed' : 'yes',
    suites,
    counts,
    seconds: (ctx.elapsed() - began) / 1000,
    problems: [],
    said: false,
    notes: [...notesOf(opened), ...proofNotes(suites), ...open],
    files: filesOf(opened),
    writes,
  }

  async function run({ suite, session, folder }: OpenSuite, before: number): Promise<SuiteResult> {
    const start = ctx.elapsed()
    const { catalog, environment } = session
    const reading = { environment, ctx: Object.create(ctx, { cwd: { value: folder } }) as Context }
    const { results, proofs } = await judgeWhole(suite, catalog, {
      present: async (subject) => {
        const { presented } = await present(await askedIn(subject, reading), session)
        if (subject.kind === 'token') given.set(subject, presented)
        return presented
      },
      tokens: options.tokens,
      bail: options.bail ?? false,
      progress: (now) => ctx.progress(before + now, total),
    })
    const counts = count(results, sizeOf(suite), proofs)
    const seconds = (ctx.elapsed() - start) / 1000
    return { suite, catalog, results, proofs, counts, seconds }
  }
}

function notRun({ suite, session }: OpenSuite): SuiteResult {
  const counts = count([], sizeOf(suite))
  return { suite, catalog: session.catalog, results: [], proofs: [], counts, seconds: 0 }
}

const sizeOf = ({ assertions, always }: OpenSuite['suite']): number =>
  assertions.length + always.length

/** What the proofs do not cover, at the statement. */
const proofNotes = (suites: readonly SuiteResult[]): Problem[] =>
  suites.flatMap(({ proofs }) =>
    proofs.flatMap(({ always, notes }) => notes.map((note) => ({ ...note, at: always.at }))),
  )

const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0)

const totalOf = (suites: readonly SuiteResult[]): Counts => {
  const of = (key: keyof Counts): number => sum(suites.map(({ counts }) => counts[key]))
  return {
    passed: of('passed'),
    failed: of('failed'),
    skipped: of('skipped'),
    undecided: of('undecided'),
    notRun: of('notRun'),
  }
}

/**
 * A cell that expects `?` holds while nobody has decided the route, so it tests nothing about access.
 * @throws ScopectlError `only-undecided` if there is nothing else
 */
function undecidedNote({ undecided, passed, failed, skipped, notRun }: Counts): Problem[] {
  if (undecided === 0) return []
  if (passed + failed + skipped + notRun === 0) fail('only-undecided', { cells: undecided })
  return [problem('undecided-cells', { cells: undecided })]
}

/** Suites with the same catalog share its notes. */
const notesOf = (opened: readonly OpenSuite[]): Problem[] => [
  ...new Set(opened.flatMap(({ session, suite }) => [...session.notes, ...suite.notes])),
]

/** The catalog and users of the first suite; each suite also has its own. */
const filesOf = ([first]: readonly OpenSuite[]): FilesUsed => first?.session.files ?? {}
