import type { Problem } from '../core/problem.js'
import { type Context, type Draw, realContext as realInputs } from '../io/context.js'
import { streamOf } from './descriptor.js'
import type { OutputStream } from './sink.js'
import type { Env } from './terminal.js'

/** All that main is given: the streams are its own, the context is for commands, which never print. */
export interface Outside {
  readonly env: Env
  readonly stdout: OutputStream
  readonly stderr: OutputStream
  /** `tell` is how the context says what cannot wait, `draw` how it shows progress. */
  context(tell: (note: Problem) => void, draw?: Draw): Context
}

type Host = Parameters<typeof realInputs>[0] & {
  readonly stdout: OutputStream
  readonly stderr: OutputStream
  readonly platform: string
}

/** The outside of a process; its streams are not touched before they are used, if then. */
export function realContext(host: Host): Outside {
  let [stdout, stderr]: (OutputStream | undefined)[] = []
  return {
    env: host.env,
    get stdout() {
      stdout ??= streamOf(1, () => host.stdout, host.platform)
      return stdout
    },
    get stderr() {
      stderr ??= streamOf(2, () => host.stderr, host.platform)
      return stderr
    },
    context: (tell, draw) => realInputs(host, tell, draw),
  }
}
