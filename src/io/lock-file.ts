import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fail } from '../core/errors.js'
import { hasEnded, type ProcessRecord, readRecord, thisProcess } from './process-record.js'
import { place } from './write-file.js'

const LOCK_SECONDS = 5
const POLL_MS = 25

/**
 * Runs `work` while holding the lock file, which names this process. Waits for others, then gives up and names the
 * file. The lock of a process that has ended is taken over at once; not that of another machine, or one that
 * has no process in it: a slow process and a dead one look alike there.
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
    removeMarkers(path)
    return await work()
  } finally {
    rmSync(path, { force: true })
  }
}

function take(path: string, shown: string): boolean {
  // Most of those that wait need not write anything.
  if (existsSync(path) && !removeAbandoned(path, shown)) return false
  const record = `${JSON.stringify(thisProcess())}\n`
  return place(path, record, 0o600, 'new', shown) === 'written'
}

/**
 * Removes the lock of a process that has ended. Of several that find it, only one may remove it, and only if it is still
 * the same one: it holds a lock on that, whose name has the record's id, and which is taken over in the same way.
 */
function removeAbandoned(path: string, shown: string): boolean {
  const found = holder(path)
  if (!found || !hasEnded(found)) return false
  const marker = `${path}.${found.id}`
  if (!take(marker, shown)) return false
  try {
    if (holder(path)?.id !== found.id) return false
    rmSync(path, { force: true })
    return true
  } finally {
    rmSync(marker, { force: true })
  }
}

function holder(path: string): ProcessRecord | undefined {
  try {
    return readRecord(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}

/** Whoever holds the lock knows that no earlier one exists, so what was needed to remove those is of no use. */
function removeMarkers(path: string): void {
  const start = `${basename(path)}.`
  try {
    for (const name of readdirSync(dirname(path)))
      if (name.startsWith(start)) rmSync(join(dirname(path), name), { force: true })
  } catch {
    // They hold nobody up; a later run tries again.
  }
}
