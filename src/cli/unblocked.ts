import { closeSync, constants, fstatSync, openSync, readlinkSync, writeSync } from 'node:fs'
import { later } from '../io/later.js'
import type { OutputStream } from './sink.js'

/** How long to wait until a terminal that takes no more text is tried again. */
const PAUSE_MS = 20

/**
 * A stream whose writes never block the process, whoever reads it or does not: Node's own for a pipe, and for a terminal
 * one that is opened again, because Node writes to it blocking. Where that is not possible (not on Linux, or another
 * user's terminal), Node's own.
 */
export function unblockedStream(
  fd: number,
  stream: () => OutputStream,
  platform: string,
): OutputStream {
  const own = stream()
  const again = own.isTTY && platform === 'linux' ? reopened(fd) : undefined
  return again === undefined ? own : patient(again, own)
}

/** An open file description of our own: the flag of the terminal that was given is also that of its other users. */
function reopened(fd: number): number | undefined {
  try {
    const { O_WRONLY, O_NONBLOCK, O_NOCTTY } = constants
    const opened = openSync(readlinkSync(`/proc/self/fd/${fd}`), O_WRONLY | O_NONBLOCK | O_NOCTTY)
    if (fstatSync(opened).rdev === fstatSync(fd).rdev) return opened
    closeSync(opened) // a terminal with the same name in another container
  } catch {
    // Removed, or not ours.
  }
  return undefined
}

function patient(fd: number, own: OutputStream): OutputStream {
  return {
    isTTY: true,
    get columns() {
      return own.columns
    },
    on: (event, listener) => own.on(event, listener),
    write(text, done) {
      let rest: Uint8Array = typeof text === 'string' ? Buffer.from(text) : text
      const go = (): void => {
        try {
          while (rest.length > 0) rest = rest.subarray(writeSync(fd, rest))
          done()
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code === 'EAGAIN') later(PAUSE_MS, go)
          else done(error as Error)
        }
      }
      go()
      return true
    },
  }
}
