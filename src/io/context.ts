import { fstatSync } from 'node:fs'
import { fail } from '../core/errors.js'
import { type Problem, problem } from '../core/problem.js'

export interface Input {
  /** `pipe` and `file` are read when no subject is named; `terminal` and `other` (such as /dev/null) never are. */
  readonly kind: 'pipe' | 'file' | 'terminal' | 'other'
  /** Everything up to the end, at most `limit` bytes; `awaited` says what for, should nothing come. */
  bytes(limit: number, awaited: string): Promise<Uint8Array>
  /** Line by line (LF or CRLF, the last one with or without), in constant memory. */
  lines(awaited: string): AsyncIterable<string>
}

/** Everything of the outside that is not a file: passed in, so that tests and the library door can do without. */
export interface Context {
  /** Seconds since 1970, whole. */
  now(): number
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  readonly home: string
  readonly stdin: Input
  /** Whether questions may be asked: a terminal on both ends and no --no-input. */
  readonly interactive: boolean
  /** Who we are to the file system; undefined on Windows, where files have no such owner and no mode. */
  readonly uid: number | undefined
  random(bytes: number): Uint8Array
  /** Says something on stderr at once; for what cannot wait until the answer. */
  tell(note: Problem): void
  /** Milliseconds since some moment in the past, never set back: for spans. */
  elapsed(): number
  /** How far a long work is. Shown on a terminal only, and only once it has lasted over a second. */
  progress(done: number, total: number): void
  /** Resolves at the first ctrl-c or SIGTERM from now on; the next one ends the process as ever. */
  interrupted(): Promise<void>
}

/** Shows, on a terminal, how far a long work is. */
export type Draw = (done: number, total: number) => void

/** The longest line that `lines` takes, in bytes. */
export const LINE_LIMIT = 1_000_000
const SILENCE_MS = 2000

/** Work that takes less shows no progress; then it is shown anew after each further pause. */
const PATIENCE_MS = 1000
const PAUSE_MS = 100

type Host = Pick<NodeJS.Process, 'cwd' | 'env' | 'geteuid' | 'stdin'> &
  Partial<Signals & Pick<NodeJS.Process, 'getBuiltinModule'>>
interface Signals {
  once(signal: NodeJS.Signals, listener: () => void): unknown
  off(signal: NodeJS.Signals, listener: () => void): unknown
}

/**
 * The real outside. Nothing is looked up before it is asked for, so this costs nothing at start-up; stdin
 * above all is not opened before `bytes` or `lines`.
 */
export function realContext(
  host: Host,
  tell: (note: Problem) => void,
  draw: Draw = () => {},
): Context {
  let kind: Input['kind'] | undefined
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
      lines: (awaited) => readLines(host.stdin, () => tell(silent(awaited))),
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
    interrupted: () => new Promise((resolve) => onInterrupt(host, resolve)),
  }
}

/** The outside of this process, for the library: nothing is said or drawn. */
export const processContext = (): Context => realContext(process, () => {})

/** Calls only once a second has gone by since the first call of a work, and not too often then. */
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

function onInterrupt(host: Host, done: () => void): void {
  const signals = ['SIGINT', 'SIGTERM'] as const
  const heard = (): void => {
    for (const signal of signals) host.off?.(signal, heard)
    done()
  }
  for (const signal of signals) host.once?.(signal, heard)
}

const silent = (awaited: string): Problem => problem('stdin-silent', { awaited })

/** As os.homedir() has it; node:os itself is loaded only where HOME does not say. */
function homeOf({ env, geteuid, getBuiltinModule }: Host): string {
  if (geteuid && env['HOME']) return env['HOME']
  try {
    return getBuiltinModule?.('node:os').homedir() ?? ''
  } catch {
    return '' // a user without an entry: no folder is under it
  }
}

/** Loading node:tty takes the sockets with it, which few commands need: so only where somebody asks. */
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

type Chunks = AsyncIterable<Uint8Array | string>

/** The stream's bytes; calls `onSilence` once, when nothing has come for two seconds, and goes on waiting. */
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

async function* readLines(stream: Chunks, onSilence: () => void): AsyncGenerator<string> {
  let rest = Buffer.alloc(0)
  let line = 0
  const text = (bytes: Uint8Array, isEnded = true): string => {
    line++
    try {
      // A byte order mark is one at the very beginning only.
      const read = new TextDecoder('utf-8', { fatal: true, ignoreBOM: line > 1 }).decode(bytes)
      return isEnded ? read.replace(/\r$/, '') : read
    } catch {
      return fail('stdin-not-utf8', { line })
    }
  }
  for await (const chunk of awake(stream, onSilence)) {
    rest = rest.length === 0 ? Buffer.from(chunk) : Buffer.concat([rest, chunk])
    let start = 0
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10, start)) {
      yield text(rest.subarray(start, end))
      start = end + 1
    }
    rest = rest.subarray(start)
    if (rest.length > LINE_LIMIT) fail('stdin-too-big', { limit: LINE_LIMIT })
  }
  if (rest.length > 0) yield text(rest, false)
}
