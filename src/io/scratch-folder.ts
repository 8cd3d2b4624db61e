import { randomBytes } from 'node:crypto'
import { lstatSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { millisecondsSince, OWN_UID } from './context.js'
import { hasEnded, recordIn, thisProcess } from './process-record.js'

/** `write`: a file that is being written. `init`: what `init` is writing. */
type Purpose = 'write' | 'init'

const IGNORE = '.gitignore'
/** git never adds what is in a folder of this name, at any depth; without a `HEAD` in it, it is not a repository either. */
const UNSEEN = '.git'

/** The record is the first file in the folder and the last one; without it, the folder is empty. */
const UNNAMED_MS = 60_000

/**
 * Makes a folder for files that are not complete yet, in `folder`, so that they can be moved from it. Only this user may
 * open it, its `.gitignore` covers everything in it from before the first file, and it names this process, so that a
 * later run can remove it. The caller removes it. An empty `.gitignore` would not cover itself: it is moved to its place
 * once it is complete.
 *
 * @throws the system's errors
 */
export function makeScratch(folder: string, purpose: Purpose): string {
  const path = join(folder, `.scopectl-${purpose}-${randomBytes(6).toString('hex')}.tmp`)
  mkdirSync(path, { mode: 0o700 })
  try {
    const unseen = join(path, UNSEEN)
    mkdirSync(unseen, { mode: 0o700 })
    const text = `# ${JSON.stringify(thisProcess())}\n*\n`
    writeFileSync(join(unseen, IGNORE), text, { flag: 'wx', mode: 0o600 })
    renameSync(join(unseen, IGNORE), join(path, IGNORE))
    rmSync(unseen, { recursive: true })
  } catch (error) {
    removeScratch(path)
    throw error
  }
  return path
}

/**
 * The folders in `folder` that processes of this user have left behind. Not those of others, who could replace them with
 * links while they are being removed.
 */
export function abandonedScratch(folder: string, purpose: Purpose): string[] {
  const named = new RegExp(`^\\.scopectl-${purpose}-[0-9a-f]{12}\\.tmp$`)
  try {
    return readdirSync(folder)
      .filter((name) => named.test(name))
      .map((name) => join(folder, name))
      .filter(isAbandoned)
  } catch {
    // It cannot be listed, or another run removes the same ones.
    return []
  }
}

/**
 * What cannot be removed is left behind: the earlier error matters more. The `.gitignore` is removed last, since this
 * may be interrupted too.
 */
export function removeScratch(path: string): void {
  try {
    for (const name of readdirSync(path))
      if (name !== IGNORE) rmSync(join(path, name), { recursive: true, force: true })
    rmSync(path, { recursive: true, force: true })
  } catch {
    // A later run tries again.
  }
}

function isAbandoned(path: string): boolean {
  const stats = lstatSync(path, { throwIfNoEntry: false })
  if (!stats?.isDirectory() || stats.uid !== (OWN_UID ?? stats.uid)) return false
  const record = recordIn(join(path, IGNORE)) ?? recordIn(join(path, UNSEEN, IGNORE))
  if (record) return hasEnded(record)
  const isEmpty = readdirSync(path).every((name) => name === IGNORE || name === UNSEEN)
  return isEmpty && millisecondsSince(stats.mtimeMs) > UNNAMED_MS
}
