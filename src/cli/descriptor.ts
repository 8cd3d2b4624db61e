import { fstatSync, statSync, writeSync } from 'node:fs'
import type { OutputStream } from './sink.js'

/**
 * Writes directly to a file, a pipe or /dev/null, because creating Node's streams for them takes a tenth of the
 * start-up time. Uses `stream` for anything else (a terminal), for closed descriptors, and always on Windows.
 *
 */
export function streamOf(fd: number, stream: () => OutputStream, platform: string): OutputStream {
  return platform !== 'win32' && takesText(fd) ? direct(fd, stream) : stream()
}

function takesText(fd: number): boolean {
  try {
    const stats = fstatSync(fd)
    if (stats.isFile() || stats.isFIFO() || stats.isSocket()) return true
    return stats.isCharacterDevice() && stats.rdev === statSync('/dev/null').rdev
  } catch {
    return false
  }
}

function direct(fd: number, stream: () => OutputStream): OutputStream {
  let instead: OutputStream | undefined
  const listeners: ((error: Error) => void)[] = []
  return {
    isTTY: false,
    on(event, listener) {
      if (instead) return instead.on(event, listener)
      return listeners.push(listener)
    },
    write(text, done) {
      if (instead) return instead.write(text, done)
      let rest: Uint8Array = typeof text === 'string' ? Buffer.from(text) : text
      try {
        while (rest.length > 0) rest = rest.subarray(writeSync(fd, rest))
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'EAGAIN') {
          // The pipe is non-blocking and full: unlike writeSync, the stream can wait.
          instead = stream()
          for (const listener of listeners) instead.on('error', listener)
          return instead.write(rest, done)
        }
        done(error as Error)
        return false
      }
      done()
      return true
    },
  }
}
