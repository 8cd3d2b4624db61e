import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { assertDocumented } from './documented.js'
import { plainEnv, wrapperDir } from './scopectl.js'

/** `scopectl serve --json` as a separate process, with its log as it is written. */
export interface Serving {
  readonly port: number
  readonly url: string
  /** Waits for the next line that matches `is`, including earlier lines, but never returns a line twice. */
  line(is: (line: Line) => boolean): Promise<Line>
  readonly lines: readonly Line[]
  stderr(): string
  /** Sends the signal, and waits for the process to end. */
  stop(signal?: NodeJS.Signals): Promise<number | null>
  readonly process: ChildProcess
}
export type Line = Readonly<Record<string, unknown>>

/** A line is written within half a second. */
const LONGEST_SECONDS = 120

export async function serving(
  cwd: string,
  args: readonly string[] = ['--port', '0'],
  env: Readonly<Record<string, string>> = {},
  onFinished = onTestFinished,
): Promise<Serving> {
  const child = spawn(join(wrapperDir(), 'scopectl'), ['serve', '--json', ...args], {
    cwd,
    env: { ...plainEnv(cwd), ...env },
  })
  onFinished(() => void child.kill('SIGKILL'))
  const lines: Line[] = []
  let rest = ''
  let stderr = ''
  let seen = 0
  let isClosed = false
  let wake = () => {}
  // Not `exit`: its last lines may not have been read by then.
  const ended = new Promise<number | null>((resolve) =>
    child.on('close', (code) => {
      isClosed = true
      wake()
      resolve(code)
    }),
  )
  child.stdout.on('data', (chunk) => {
    const parts = `${rest}${chunk}`.split('\n')
    rest = parts.pop() ?? ''
    for (const part of parts) assertDocumented(part)
    lines.push(...parts.map((part) => JSON.parse(part) as Line))
    wake()
  })
  child.stderr.on('data', (chunk) => {
    stderr += chunk
  })
  const line = async (is: (line: Line) => boolean): Promise<Line> => {
    let isLate = false
    const timer = setTimeout(() => {
      isLate = true
      wake()
    }, LONGEST_SECONDS * 1000)
    for (;;) {
      for (; seen < lines.length; ) {
        const next = lines[seen++]
        if (!next || !is(next)) continue
        clearTimeout(timer)
        return next
      }
      if (isLate || isClosed) {
        clearTimeout(timer)
        throw new Error(`no such line in\n${JSON.stringify(lines)}\n${stderr}`)
      }
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  }
  const first = await line(({ event }) => event === 'listening')
  return {
    port: Number(first['port']),
    url: String(first['url']),
    line,
    lines,
    stderr: () => stderr,
    stop(signal = 'SIGTERM') {
      child.kill(signal)
      return ended
    },
    process: child,
  }
}
