import { spawn } from 'node:child_process'
import type { CommandEnd } from '../../core/problems/probe.js'

/** How much of its output is kept, in characters: the end usually says what went wrong. */
const MOST_KEPT = 4000

export type CommandResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly why: CommandEnd; readonly output: string }

/**
 * Runs a program with these words, which no shell reads; stdin is empty, and what it prints is kept only to explain a
 * failure. It has a group of its own, so that ctrl-c does not end it halfway.
 */
export function runCommand(
  [program, ...words]: readonly [string, ...string[]],
  cwd: string,
  env: Readonly<Record<string, string | undefined>>,
  seconds: number,
): Promise<CommandResult> {
  return new Promise((resolve) => {
    let output = ''
    let isLate = false
    const child = spawn(program, words, {
      ...{ cwd, env: { ...env }, shell: false, detached: true, stdio: ['ignore', 'pipe', 'pipe'] },
    })
    const keep = (chunk: Buffer): void => {
      output = `${output}${chunk.toString('utf8')}`.slice(-MOST_KEPT)
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    const timer = setTimeout(() => {
      isLate = true
      child.kill('SIGKILL')
    }, seconds * 1000)
    const end = (why: CommandEnd | undefined): void => {
      clearTimeout(timer)
      // What it has left running may keep the pipes open.
      child.stdout.destroy()
      child.stderr.destroy()
      resolve(why ? { ok: false, why, output } : { ok: true })
    }
    child.on('error', (error: NodeJS.ErrnoException) =>
      end({ is: 'missing', code: error.code ?? error.name }),
    )
    child.on('exit', (code, signal) => {
      if (isLate) return end({ is: 'late', seconds })
      if (code === 0) return end(undefined)
      // What it printed last may still be on its way, unless something else keeps the pipes open.
      const last = (): void =>
        end(code === null ? { is: 'signal', signal: String(signal) } : { is: 'exit', code })
      child.once('close', last)
      setTimeout(last, 200).unref()
    })
  })
}
