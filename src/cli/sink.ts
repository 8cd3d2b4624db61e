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
  /** Why text was lost, unless the reader closed the pipe. */
  lost(): Error | undefined
}

export function sinkOf(open: () => OutputStream): Sink {
  let stream: OutputStream | undefined
  let gone = false
  let lost: Error | undefined
  const failed = (error: NodeJS.ErrnoException): void => {
    // `scopectl … | head -1` has read enough: not a failure, and the exit code stays the same.
    if (error.code !== 'EPIPE' && !gone) lost ??= error
    gone = true
  }
  return {
    async write(text) {
      if (gone || text === '') return
      stream ??= listenedTo(open(), failed)
      const to = stream
      const error = await new Promise<Error | null | undefined>((done) => to.write(text, done))
      if (error) failed(error)
    },
    lost: () => lost,
  }
}

function listenedTo(stream: OutputStream, failed: (error: Error) => void): OutputStream {
  stream.on('error', failed)
  return stream
}
