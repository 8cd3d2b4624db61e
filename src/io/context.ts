import { fstatSync } from 'node:fs'
import { homedir } from 'node:os'
import { isatty } from 'node:tty'
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
  /** Resolves when somebody wants an end (SIGINT, SIGTERM); once asked, the second such wish ends the process at once. */
  untilStopped(): Promise<void>
}

/** The longest line that `lines` takes, in bytes. */
export const LINE_LIMIT = 1_000_000
const SILENCE_MS = 2000

interface Signals {
  once(signal: string, listener: () => void): unknown
  off(signal: string, listener: () => void): unknown
}

type Host = Pick<NodeJS.Process, 'cwd' | 'env' | 'geteuid' | 'stdin'> & Signals

/**
 * The real outside. Nothing is looked up before it is asked for, so this costs nothing at start-up; stdin
 * above all is not opened before `bytes` or `lines`.
 */
export function realContext(host: Host, tell: (note: Problem) => void): Context {
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
      try {
        return homedir()
      } catch {
        return '' // a user without an entry: no folder is under it
      }
    },
    stdin: {
      get kind() {
        kind ??= kindOf(0)
        return kind
      },
      bytes: (limit, awaited) => readAll(host.stdin, limit, () => tell(silent(awaited))),
      lines: (awaited) => readLines(host.stdin, () => tell(silent(awaited))),
    },
    get interactive() {
      return isatty(0) && isatty(1)
    },
    get uid() {
      return host.geteuid?.()
    },
    random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
    tell,
    untilStopped: () => untilSignal(host),
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const

function untilSignal(host: Signals): Promise<void> {
  return new Promise((resolve) => {
    const stop = (): void => {
      // Without a listener of ours a signal does what it always does.
      for (const signal of SIGNALS) host.off(signal, stop)
      resolve()
    }
    for (const signal of SIGNALS) host.once(signal, stop)
  })
}

const silent = (awaited: string): Problem => problem('stdin-silent', { awaited })

function kindOf(fd: number): Input['kind'] {
  try {
    const stats = fstatSync(fd)
    if (stats.isFIFO() || stats.isSocket()) return 'pipe'
    if (stats.isFile()) return 'file'
  } catch {
    return 'other' // closed
  }
  return isatty(fd) ? 'terminal' : 'other'
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
  const text = (bytes: Uint8Array): string => {
    line++
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/\r$/, '')
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
  if (rest.length > 0) yield text(rest)
}
