import type { Problem } from '../core/problem.js'
import { type Context, type Draw, realContext as realInputs, type Show } from '../io/context.js'
import { streamOf } from './descriptor.js'
import type { OutputStream } from './sink.js'
import type { Env } from './terminal.js'
import { unblockedStream } from './unblocked.js'

/** Everything that main is given: streams for itself, and a context for commands, which never print. */
export interface Outside {
  readonly env: Env
  readonly stdout: OutputStream
  readonly stderr: OutputStream
  /** From now on, writing to a pipe or a terminal that nobody reads does not block. Before anything is written. */
  unblock?(): void
  /** The context uses `tell` for notes that cannot wait, `draw` for progress, and `show` for results as they come. */
  context(tell: (note: Problem) => void, draw?: Draw, show?: Show): Context
}

type Host = Parameters<typeof realInputs>[0] & {
  readonly stdout: OutputStream
  readonly stderr: OutputStream
  readonly platform: string
}

/** The outside of a process; its streams are opened only when used. */
export function realContext(host: Host): Outside {
  let [stdout, stderr]: (OutputStream | undefined)[] = []
  let open = streamOf
  return {
    env: host.env,
    get stdout() {
      stdout ??= open(1, () => host.stdout, host.platform)
      return stdout
    },
    get stderr() {
      stderr ??= open(2, () => host.stderr, host.platform)
      return stderr
    },
    unblock() {
      open = unblockedStream
      stdout = undefined
      stderr = undefined
    },
    context: (tell, draw, show) => realInputs(host, tell, draw, show),
  }
}
