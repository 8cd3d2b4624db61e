import { closeSync, openSync, rmSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { fail } from '../core/errors.js'

const LOCK_SECONDS = 5
const POLL_MS = 25

/**
 * Runs `work` while holding the lock file. Waits for others, then gives up and names the file: it is never removed
 * automatically, since a slow process and a dead one look alike.
 *
 * @throws ScopectlError `ring-locked`, `file-unwritable`
 */
export async function withLock<T>(
  path: string,
  shown: string,
  work: () => T | Promise<T>,
  seconds = LOCK_SECONDS,
): Promise<T> {
  for (let polls = (seconds * 1000) / POLL_MS; !take(path, shown); polls--) {
    if (polls <= 0) fail('ring-locked', { lock: shown, seconds })
    await sleep(POLL_MS)
  }
  try {
    return await work()
  } finally {
    rmSync(path, { force: true })
  }
}

function take(path: string, shown: string): boolean {
  try {
    closeSync(openSync(path, 'wx', 0o600))
    return true
  } catch (error) {
    const why = String((error as NodeJS.ErrnoException).code)
    if (why === 'EEXIST') return false
    return fail('file-unwritable', { file: shown, why })
  }
}
