import { fstatSync, statSync, writeSync } from 'node:fs'
import type { OutputStream } from './sink.js'

/**
 * Where a descriptor's text goes: straight to a file, a pipe or /dev/null, for the streams that Node keeps for them
 * cost a tenth of the start-up time. What is anything else (a terminal), or is closed, is left to `stream`; on Windows
 * everything is.
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
          // Whoever started us set the pipe not to block, and it is full: the stream can wait.
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
