import { fstatSync } from 'node:fs'
import { fail } from '../core/errors.js'
import type { RouteVerdict } from '../core/probe/judge.js'
import { type Problem, problem } from '../core/problem.js'
import { type LineFaults, splitLines } from './split-lines.js'

export interface Input {
  /** `pipe` and `file` are read when no subject is named; `terminal` and `other` (such as /dev/null) never are. */
  readonly kind: 'pipe' | 'file' | 'terminal' | 'other'
  /** Everything up to the end, at most `limit` bytes; `awaited` is what to mention if nothing arrives. */
  bytes(limit: number, awaited: string): Promise<Uint8Array>
  /** The bytes as they arrive. */
  chunks(awaited: string): AsyncIterable<Uint8Array>
  /** Line by line (LF or CRLF, the last one with or without), in constant memory. */
  lines(awaited: string): AsyncIterable<string>
}

/**
 * Everything outside the program other than files: passed in, so that tests and the library's entry point do not need
 * it.
 */
export interface Context {
  /** Seconds since 1970, whole. */
  now(): number
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  readonly home: string
  readonly stdin: Input
  /** Whether questions may be asked: both input and output are a terminal, and no --no-input. */
  readonly interactive: boolean
  /** Our user id; undefined on Windows, where files have no such owner and no mode. */
  readonly uid: number | undefined
  random(bytes: number): Uint8Array
  /** Prints a note on stderr immediately, if it cannot wait until the answer. */
  tell(note: Problem): void
  /** Milliseconds from a monotonic clock, for measuring time spans. */
  elapsed(): number
  /** Reports the progress of a long task. Shown only on a terminal, and only after a second. */
  progress(done: number, total: number): void
  /** Shows what was found out about a route immediately. @returns whether anybody is watching: it needs a terminal. */
  show(verdict: RouteVerdict): boolean
  /** Resolves at the first ctrl-c or SIGTERM from now on; the next one ends the process as usual. */
  interrupted(): Promise<void>
  /** Lets the process end by that signal instead of exiting: an exit waits for work in Node's threads, which nothing can stop. */
  endBySignal(): void
  /** Called last, when all is written: ends the process if it is to end by a signal. */
  leave(): void
}

/** Shows the progress of a long task on a terminal. */
export type Draw = (done: number, total: number) => void

/** Shows the verdict about a route on a terminal. */
export type Show = Context['show']

const SILENCE_MS = 2000

/** A task that takes less than this shows no progress; after that, the display is updated at this interval. */
const PATIENCE_MS = 1000
const PAUSE_MS = 100

type Host = Pick<NodeJS.Process, 'cwd' | 'env' | 'geteuid' | 'stdin'> &
  Partial<Signals & Pick<NodeJS.Process, 'getBuiltinModule'>>
interface Signals extends Pick<NodeJS.Process, 'kill' | 'pid'> {
  once(signal: NodeJS.Signals, listener: NodeJS.SignalsListener): unknown
  off(signal: NodeJS.Signals, listener: NodeJS.SignalsListener): unknown
}

/**
 * The real environment. Nothing is looked up before it is needed, so this costs nothing at start-up; in particular,
 * stdin is not opened before its first read.
 */
export function realContext(
  host: Host,
  tell: (note: Problem) => void,
  draw: Draw = () => {},
  show: Show = () => false,
): Context {
  let kind: Input['kind'] | undefined
  let heard: NodeJS.Signals | undefined
  let endsBySignal = false
  return {
    now: () => Math.floor(Date.now() / 1000),
    env: host.env,
    get cwd() {
      try {
        return host.cwd()
      } catch (error) {
        return fail('folder-gone', { why: String((error as NodeJS.ErrnoException).code) })
      }
    },
    get home() {
      return homeOf(host)
    },
    stdin: {
      get kind() {
        kind ??= kindOf(0, host)
        return kind
      },
      bytes: (limit, awaited) => readAll(host.stdin, limit, () => tell(silent(awaited))),
      chunks: (awaited) => awake(host.stdin, () => tell(silent(awaited))),
      lines: (awaited) =>
        splitLines(
          awake(host.stdin, () => tell(silent(awaited))),
          STDIN_FAULTS,
        ),
    },
    get interactive() {
      return isTerminal(0, host) && isTerminal(1, host)
    },
    get uid() {
      return host.geteuid?.()
    },
    random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
    tell,
    elapsed: () => performance.now(),
    progress: patient(draw),
    show,
    interrupted: async () => {
      heard = await new Promise<NodeJS.Signals>((resolve) => onInterrupt(host, resolve))
    },
    endBySignal() {
      endsBySignal = true
    },
    leave() {
      // The first process of a container ignores its own signals, and exits later.
      if (endsBySignal && heard && host.pid !== undefined) host.kill?.(host.pid, heard)
    },
  }
}

/** The context of this process, for the library: nothing is printed or drawn. */
export const processContext = (): Context => realContext(process, () => {})

/** Calls `draw` only after a second has passed since the first call for a task, and then not too often. */
function patient(draw: Draw): Draw {
  let due: number | undefined
  return (done, total) => {
    const now = performance.now()
    if (done === 0 || due === undefined) due = now + PATIENCE_MS
    if (now < due) return
    due = now + PAUSE_MS
    draw(done, total)
  }
}

function onInterrupt(host: Host, done: (signal: NodeJS.Signals) => void): void {
  const signals = ['SIGINT', 'SIGTERM'] as const
  const heard = (which: NodeJS.Signals): void => {
    for (const signal of signals) host.off?.(signal, heard)
    done(which)
  }
  for (const signal of signals) host.once?.(signal, heard)
}

const silent = (awaited: string): Problem => problem('stdin-silent', { awaited })

/** Same as os.homedir(), but node:os is only loaded if HOME is not set. */
function homeOf({ env, geteuid, getBuiltinModule }: Host): string {
  if (geteuid && env['HOME']) return env['HOME']
  try {
    return getBuiltinModule?.('node:os').homedir() ?? ''
  } catch {
    return '' // a user without a passwd entry: no folder is below ''
  }
}

/** Loading node:tty also loads the socket code, which few commands need, so it is only loaded when needed. */
const isTerminal = (fd: number, host: Host): boolean =>
  host.getBuiltinModule?.('node:tty').isatty(fd) ?? false

function kindOf(fd: number, host: Host): Input['kind'] {
  try {
    const stats = fstatSync(fd)
    if (stats.isFIFO() || stats.isSocket()) return 'pipe'
    if (stats.isFile()) return 'file'
  } catch {
    return 'other' // closed
  }
  return isTerminal(fd, host) ? 'terminal' : 'other'
}

const STDIN_FAULTS: LineFaults = {
  notUtf8: (line) => fail('stdin-not-utf8', { line }),
  tooLong: (line, limit) => fail('query-too-long', { line, limit }),
}

type Chunks = AsyncIterable<Uint8Array | string>

/** The stream's bytes; calls `onSilence` once if nothing arrives for two seconds, and keeps waiting. */
async function* awake(stream: Chunks, onSilence: () => void): AsyncGenerator<Uint8Array> {
  const timer = setTimeout(onSilence, SILENCE_MS)
  try {
    for await (const chunk of stream) {
      clearTimeout(timer)
      yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk
    }
  } finally {
    clearTimeout(timer)
  }
}

async function readAll(stream: Chunks, limit: number, onSilence: () => void): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of awake(stream, onSilence)) {
    length += chunk.length
    if (length > limit) fail('stdin-too-big', { limit })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

export const OWN_PID = process.pid

/** Who runs this process; undefined on Windows. */
export const OWN_UID = process.geteuid?.()

/** How long ago that was, by the system's clock; it may be negative. */
export const millisecondsSince = (then: number): number => Date.now() - then

/** Whether there is a process with this number, of whichever user. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}
