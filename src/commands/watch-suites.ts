import { ScopectlError } from '../core/errors.js'
import { problem } from '../core/problem.js'
import type { TestAnswer } from '../core/suite/answer.js'
import type { Context } from '../io/context.js'
import { isSuiteName } from '../io/find-suites.js'
import type { Seen } from '../io/load-suite.js'
import { requireFolders, Watch } from '../io/watch.js'
import type { Emit } from './command.js'

/** One run: `seen` is called with the files before they are read, so that no change is missed. */
type Round = (seen: Seen) => Promise<TestAnswer>

/**
 * Runs again whenever a catalog, users file or suite is saved; a file that cannot be read meanwhile is reported, and
 * watched. Ends at ctrl-c, with the answer of the last run.
 *
 * @throws ScopectlError if there is no file to watch.
 */
export async function watchSuites(round: Round, ctx: Context, emit: Emit): Promise<TestAnswer> {
  const stop = ctx.interrupted()
  const watch = new Watch(isSuiteName)
  const seen: Seen = (paths) => {
    if (watch.isIdle) requireFolders(paths)
    watch.add(paths)
  }
  try {
    for (;;) {
      const last = await attempt(() => round(seen), watch)
      await emit({ ...last, notes: [...last.notes, problem('watch-waits', {})] })
      const ended = await Promise.race([stop.then(() => true), watch.changed().then(() => false)])
      if (ended) return { ...last, said: true, notes: [], writes: [] }
    }
  } finally {
    watch.close()
  }
}

async function attempt(round: () => Promise<TestAnswer>, watch: Watch): Promise<TestAnswer> {
  try {
    return await round()
  } catch (error) {
    if (!(error instanceof ScopectlError) || watch.isIdle) throw error
    const counts = { passed: 0, failed: 0, skipped: 0, undecided: 0, notRun: 0 }
    const { outcome, problems } = error
    const nothing = { suites: [], counts, seconds: 0, notes: [], files: {} }
    return { kind: 'test', outcome, problems, said: false, ...nothing }
  }
}
