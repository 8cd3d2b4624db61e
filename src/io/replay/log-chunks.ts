import { closeSync, readSync } from 'node:fs'
import { attempt, openRegular } from '../read-file.js'

/** Large enough that a run of lines keeps all cores busy while its tokens are verified. */
const CHUNK = 1 << 20

/** The bytes of a log in pieces, each in a buffer of its own. */
export function* fileChunks(path: string, shown: string, onBytes: (count: number) => void) {
  const { fd } = attempt(shown, 'FILE', () => openRegular(path, shown))
  try {
    for (;;) {
      const buffer = Buffer.allocUnsafeSlow(CHUNK)
      const got = attempt(shown, 'FILE', () => readSync(fd, buffer))
      if (got === 0) return
      onBytes(got)
      yield buffer.subarray(0, got)
    }
  } finally {
    closeSync(fd)
  }
}
