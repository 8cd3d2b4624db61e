import type { FilesUsed, Write } from '../core/answer-base.js'
import type { Presented } from '../core/decision/presented.js'
import type { Problem } from '../core/problem.js'
import type { TestAnswer } from '../core/suite/answer.js'
import type { GivenToken } from '../core/suite/model.js'
import { type Counts, count, judgeSuite, type SuiteResult } from '../core/suite/run.js'
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
 * Asks all the suites, one after the other; with --bail up to the first failure of all.
 * @param began when it all began, by `ctx.elapsed()`.
 * @param given is filled with what the tokens that the suites name turned out to be.
 */
export async function runSuites(
  opened: readonly OpenSuite[],
  options: RunSuitesOptions,
  { writes, began }: { writes: readonly Write[]; began: number },
  ctx: Context,
  given: Map<GivenToken, Presented> = new Map(),
): Promise<TestAnswer> {
  const total = sum(opened.map(({ suite }) => suite.assertions.length))
  const suites: SuiteResult[] = []
  let done = 0
  let stopped = false
  for (const each of opened) {
    const result: SuiteResult = stopped ? notRun(each) : await run(each, done)
    suites.push(result)
    done += result.suite.assertions.length
    stopped ||= options.bail === true && result.counts.failed > 0
  }
  const counts = totalOf(suites)
  return {
    kind: 'test',
    outcome: counts.failed > 0 ? 'failed' : 'yes',
    suites,
    counts,
    seconds: (ctx.elapsed() - began) / 1000,
    problems: [],
    said: false,
    notes: notesOf(opened),
    files: filesOf(opened),
    writes,
  }

  async function run({ suite, session, folder }: OpenSuite, before: number): Promise<SuiteResult> {
    const start = ctx.elapsed()
    const { catalog, environment } = session
    const reading = { environment, ctx: Object.create(ctx, { cwd: { value: folder } }) as Context }
    const results = await judgeSuite(suite, catalog, {
      present: async (subject) => {
        const { presented } = await present(await askedIn(subject, reading), session)
        if (subject.kind === 'token') given.set(subject, presented)
        return presented
      },
      tokens: options.tokens,
      bail: options.bail ?? false,
      progress: (now) => ctx.progress(before + now, total),
    })
    const counts = count(results, suite.assertions.length)
    const seconds = (ctx.elapsed() - start) / 1000
    return { suite, catalog, results, counts, seconds }
  }
}

function notRun({ suite, session }: OpenSuite): SuiteResult {
  const counts = count([], suite.assertions.length)
  return { suite, catalog: session.catalog, results: [], counts, seconds: 0 }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0)

const totalOf = (suites: readonly SuiteResult[]): Counts => {
  const of = (key: keyof Counts): number => sum(suites.map(({ counts }) => counts[key]))
  return {
    passed: of('passed'),
    failed: of('failed'),
    skipped: of('skipped'),
    notRun: of('notRun'),
  }
}

/** Suites of one catalog have its notes in common. */
const notesOf = (opened: readonly OpenSuite[]): Problem[] => [
  ...new Set(opened.flatMap(({ session, suite }) => [...session.notes, ...suite.notes])),
]

/** The catalog and users of the first suite; each suite's own stand with it. */
const filesOf = ([first]: readonly OpenSuite[]): FilesUsed => first?.session.files ?? {}
