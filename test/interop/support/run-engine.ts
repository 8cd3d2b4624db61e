import { type Finished, runProcess } from '../../support/run-process.js'
import { plainEnv } from '../../support/scopectl.js'

/** Seconds of CPU time: ten times what the largest catalog takes. */
const MOST_CPU = 3600

/** On a busy machine, a program may have a small part of the time. */
const MOST_SECONDS = 10 * MOST_CPU

/** Runs a program of an engine in a folder, to its end. What limits it is its CPU time: the clock is that of a whole run. */
export const runEngine = (
  program: string,
  args: readonly string[],
  folder: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Finished> =>
  runProcess('sh', ['-c', `ulimit -t ${MOST_CPU}; exec "$0" "$@"`, program, ...args], {
    ...{ cwd: folder, env: { ...plainEnv(folder), ...env }, seconds: MOST_SECONDS },
  })
