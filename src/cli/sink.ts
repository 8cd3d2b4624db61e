/** A stream of Node's, as far as it is used: `process.stdout` fits. */
export interface OutputStream {
  readonly isTTY?: boolean | undefined
  readonly columns?: number | undefined
  write(text: string | Uint8Array, done: (error?: Error | null) => void): boolean
  on(event: 'error', listener: (error: Error) => void): unknown
}

/** The only way to a stream. */
export interface Sink {
  /** Resolves when the text is out of our hands, so that nothing is cut off at the end. Never rejects. */
  write(text: string): Promise<void>
  /** Why text was lost, other than by a reader that has gone. */
  lost(): Error | undefined
}

export function sinkOf(open: () => OutputStream): Sink {
  let stream: OutputStream | undefined
  let gone = false
  let lost: Error | undefined
  const failed = (error: NodeJS.ErrnoException): void => {
    // `scopectl … | head -1` has read what it wanted: no failure, and the exit code stays the answer's.
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
