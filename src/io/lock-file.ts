import { existsSync, readdirSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fail } from '../core/errors.js'
import { hasEnded, recordIn, thisProcess } from './process-record.js'
import { place } from './write-file.js'

const LOCK_SECONDS = 5
const POLL_MS = 25

/**
 * Runs `work` while holding the lock file, which names this process. Waits for others, then gives up and names the
 * file. The lock of a process that has ended is taken over at once. One of another machine, or without a process, is
 * not: nothing shows whether its process has ended.
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
    if (polls <= 0)
      fail('ring-locked', { lock: shown, seconds, named: recordIn(path) !== undefined })
    await sleep(POLL_MS)
  }
  try {
    removeMarkers(path)
    return await work()
  } finally {
    rmSync(path, { force: true })
  }
}

function take(path: string, shown: string): boolean {
  // Checked before the record is written, since a waiting process comes here again and again.
  if (existsSync(path) && !removeAbandoned(path, shown)) return false
  const record = `${JSON.stringify(thisProcess())}\n`
  return place(path, record, 0o600, 'new', shown) === 'written'
}

/**
 * Removes the lock of a process that has ended. Several processes can find it at once, and a new lock can replace it
 * meanwhile: only the process that holds the marker, a lock file with the record's id in its name, removes it, and only if
 * the record is still the same. A marker is itself taken over if its process has ended.
 */
function removeAbandoned(path: string, shown: string): boolean {
  const found = recordIn(path)
  if (!found || !hasEnded(found)) return false
  const marker = `${path}.${found.id}`
  if (!take(marker, shown)) return false
  try {
    if (recordIn(path)?.id !== found.id) return false
    rmSync(path, { force: true })
    return true
  } finally {
    rmSync(marker, { force: true })
  }
}

/** Removes the markers of earlier locks, which no longer exist when this process holds the lock. */
function removeMarkers(path: string): void {
  const start = `${basename(path)}.`
  try {
    for (const name of readdirSync(dirname(path)))
      if (name.startsWith(start)) rmSync(join(dirname(path), name), { force: true })
  } catch {
    // Markers block nobody; a later run tries again.
  }
}
