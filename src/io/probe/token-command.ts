import { spawn } from 'node:child_process'
import type { CommandFault } from '../../core/problems/command-fault.js'

/** A token has a few kilobytes, and an identity provider answers in a second or two. */
const MOST_BYTES = 100_000
const MOST_SECONDS = 30

export type CommandOutput =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly why: CommandFault }

/**
 * What a command prints on stdout. No shell reads its words. stdin is empty, and its stderr is ours. It is stopped if it
 * takes too long or prints too much.
 */
export function outputOf(
  [program, ...words]: readonly [string, ...string[]],
  cwd: string,
  env: Readonly<Record<string, string | undefined>>,
  seconds = MOST_SECONDS,
): Promise<CommandOutput> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let length = 0
    const child = spawn(program, words, {
      ...{ cwd, env: { ...env }, shell: false, stdio: ['ignore', 'pipe', 'inherit'] },
    })
    const end = (result: CommandOutput): void => {
      clearTimeout(timer)
      // What it has started may keep the pipe open.
      child.stdout.destroy()
      resolve(result)
    }
    const stop = (why: CommandFault): void => {
      child.kill('SIGKILL')
      end({ ok: false, why })
    }
    const timer = setTimeout(() => stop({ is: 'late', seconds }), seconds * 1000)
    child.stdout.on('data', (chunk: Buffer) => {
      length += chunk.length
      chunks.push(chunk)
      if (length > MOST_BYTES) stop({ is: 'too-big', bytes: MOST_BYTES })
    })
    child.on('error', (error: NodeJS.ErrnoException) =>
      end({ ok: false, why: { is: 'missing', code: error.code ?? error.name } }),
    )
    child.on('close', (code, signal) =>
      code === 0
        ? end({ ok: true, text: Buffer.concat(chunks).toString('utf8') })
        : end({ ok: false, why: { is: 'exit', code: signal ?? String(code) } }),
    )
  })
}
