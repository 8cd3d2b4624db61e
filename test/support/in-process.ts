import { main } from '../../src/cli/main.js'
import { realContext } from '../../src/cli/outside.js'
import type { Problem } from '../../src/core/problem.js'
import type { Context } from '../../src/io/context.js'
import { collector } from './collector.js'
import { assertDocumented } from './documented.js'
import type { Finished } from './run-process.js'
import { type CallOptions, plainEnv, scopectl } from './scopectl.js'
import { tempDir } from './temp-dir.js'

/** Another program than the source is asked for: another Node, or the binary. */
const isOther = process.env['SCOPECTL_NODE'] ?? process.env['SCOPECTL_BINARY']

/**
 * Runs the whole program in this process, with real files: much cheaper than `scopectl()`, for tests with many command
 * lines about what the program answers. The build, and what belongs to a process (its streams and signals), is not tested.
 */
export async function scopectlHere(
  args: readonly string[],
  options: CallOptions = {},
): Promise<Finished> {
  if (isOther !== undefined) return scopectl(args, options)
  const { cwd = tempDir(), env, input, at } = options
  const all = at === undefined ? args : [...args, '--at', at]
  const done = await runHere(all, { cwd, env: { ...plainEnv(cwd), ...env }, input })
  assertDocumented(done.stdout)
  return done
}

/** The folder, the whole environment, and what is piped in, if anything. */
interface Place {
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  readonly input?: string | undefined
}

/** @param hear gets the notes that are reported during the run */
export async function runHere(
  args: readonly string[],
  { cwd, env, input }: Place,
  hear: (note: Problem) => void = () => {},
): Promise<Finished> {
  let answered = () => {}
  const started = new Promise<void>((resolve) => {
    answered = resolve
  })
  const [stdout, stderr] = [collector(() => answered()), collector()]
  const streams = { stdin: process.stdin, stdout: stdout.output, stderr: stderr.output }
  const host = { env, cwd: () => cwd, ...streams, platform: process.platform }
  const outside = realContext({ ...host, getBuiltinModule: process.getBuiltinModule })
  const exit = await main(args, {
    env,
    stdout: stdout.output,
    stderr: stderr.output,
    context(tell, draw) {
      const heard: typeof tell = (note) => {
        hear(note)
        tell(note)
      }
      return unattended(outside.context(heard, draw), input, started)
    },
  })
  return { exit, stdout: stdout.text(), stderr: stderr.text() }
}

/**
 * Reads `text` and never the tests' own stdin; a command that waits for ctrl-c (serve) ends as soon as it has answered once, and not
 * while it starts.
 */
function unattended(ctx: Context, text: string | undefined, answered: Promise<void>): Context {
  const stdin: Context['stdin'] = {
    kind: text === undefined ? 'other' : 'pipe',
    bytes: async () => new TextEncoder().encode(text ?? ''),
    async *chunks() {
      yield new TextEncoder().encode(text ?? '')
    },
    async *lines() {
      yield* (text ?? '').split('\n')
    },
  }
  return Object.create(ctx, {
    stdin: { value: stdin },
    interactive: { value: false },
    interrupted: { value: () => answered },
  })
}
