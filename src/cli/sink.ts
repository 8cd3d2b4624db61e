import { later } from '../io/later.js'

/** The parts of a Node stream that are used, like `process.stdout`. */
export interface OutputStream {
  readonly isTTY?: boolean | undefined
  readonly columns?: number | undefined
  write(text: string | Uint8Array, done: (error?: Error | null) => void): boolean
  on(event: 'error', listener: (error: Error) => void): unknown
}

/** The only way to write to a stream. */
export interface Sink {
  /** Resolves when the text was handed over, so that nothing is cut off at exit. Never rejects. */
  write(text: string): Promise<void>
  /** From now on, all writes together wait at most this long for a reader. */
  hurry(ms: number): void
  /** Why text was lost, such as ENOSPC, unless the reader closed the pipe. */
  lost(): string | undefined
}

/** The most text that waits for the reader of a stream that nobody waits for, in characters. */
const MOST_WAITING = 64 * 1024

/** @param waits whether a write waits for the reader; if not, and too much text is waiting, it is dropped */
export function sinkOf(open: () => OutputStream, waits: () => boolean = () => true): Sink {
  let stream: OutputStream | undefined
  let gone = false
  let lost: string | undefined
  let waiting = 0
  let isLate = false
  const unwritten = new Set<() => void>()
  const giveUp = (): void => {
    isLate = true
    for (const end of unwritten) end()
  }
  /** No Promise.race with one promise for all writes: that promise would keep something of each of them. */
  const inTime = (written: Promise<void>): Promise<void> =>
    new Promise((resolve, reject) => {
      if (isLate) return resolve()
      const end = (): void => {
        unwritten.delete(end)
        resolve()
      }
      unwritten.add(end)
      written.then(end, reject)
    })
  const failed = (error: NodeJS.ErrnoException): void => {
    // `scopectl … | head -1` has read enough: not a failure, and the exit code stays the same.
    if (error.code !== 'EPIPE' && !gone) lost ??= error.code ?? error.message
    gone = true
  }
  return {
    async write(text) {
      if (gone || text === '') return
      stream ??= listenedTo(open(), failed)
      const to = stream
      if (!waits() && waiting > MOST_WAITING) return
      waiting += text.length
      const written = new Promise<Error | null | undefined>((done) => to.write(text, done)).then(
        (error) => {
          waiting -= text.length
          if (error) failed(error)
        },
      )
      if (waits()) await inTime(written)
    },
    hurry: (ms) => void later(ms, giveUp),
    lost: () => lost,
  }
}

function listenedTo(stream: OutputStream, failed: (error: Error) => void): OutputStream {
  stream.on('error', failed)
  return stream
}
