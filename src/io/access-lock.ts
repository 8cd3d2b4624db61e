import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fail, ScopectlError } from '../core/errors.js'
import { wrongCount } from '../core/lock/counts.js'
import { formOf, type LockForm } from '../core/lock/form.js'
import { type LockFile, parseLock } from '../core/lock/parse.js'
import { display } from './catalog-file.js'
import type { Context } from './context.js'
import { refuseRawCharacters } from './findings.js'
import { readMarkedText, readText, refuseTooBig } from './read-file.js'
import { lineEndOf, withLineEnds } from './splice.js'
import { writeInPlace, writeNew } from './write-file.js'

export const LOCK_NAME = 'access.lock'
/** A lock for 300 routes and 100 roles is 2 MB; it is our own file, so it may be large. */
const LIMIT = 100_000_000

/** A catalog's lock file, which is next to it. */
export function lockPath(folder: string, ctx: Context): { path: string; shown: string } {
  const path = join(folder, LOCK_NAME)
  return { path, shown: display(path, ctx.cwd) }
}

/**
 * @param command the command that writes one, for the message if there is none.
 * @throws ScopectlError `lock-missing`, and as readText and refuseRawCharacters
 */
export function readLockText(folder: string, command: string, ctx: Context): string {
  const { path, shown } = lockPath(folder, ctx)
  if (!existsSync(path)) fail('lock-missing', { file: shown, command })
  const text = readText(path, shown, undefined, LIMIT)
  refuseRawCharacters(shown, text)
  return text
}

/**
 * The facts in the text of a lock.
 *
 * @throws ScopectlError `lock-line`, `lock-conflict`, `lock-empty`, `lock-count`, `lock-group-missing`, `lock-group-name`
 */
export async function readLock(shown: string, text: string): Promise<LockFile> {
  const parsed = parseLock(shown, text)
  if (!parsed.ok) throw new ScopectlError(parsed.problems)
  const wrong = await wrongCount(shown, parsed.value.counts)
  if (wrong) throw new ScopectlError([wrong])
  return parsed.value
}

/** The form that the lock records, even if it is invalid; undefined if there is none. */
export function recordedForm(folder: string, ctx: Context): LockForm | undefined {
  const { path, shown } = lockPath(folder, ctx)
  if (!existsSync(path)) return undefined
  const before = readRaw(path, shown)
  return before && formOf(before.text)
}

/**
 * Replaces the lock, whole or not at all, unless it is already up to date. It keeps its line ends, byte order mark and
 * mode, so that a review shows changes of access and nothing else.
 */
export function writeLock(folder: string, text: string, ctx: Context): 'written' | 'unchanged' {
  const { path, shown } = lockPath(folder, ctx)
  refuseTooBig(text, shown, LIMIT)
  if (!existsSync(path)) {
    writeNew(path, text, 0o666, { shown })
    return 'written'
  }
  const before = readRaw(path, shown)
  if (before?.text.replaceAll('\r\n', '\n') === text) return 'unchanged'
  const { mark, text: old } = before ?? { mark: '', text }
  writeInPlace(path, mark + withLineEnds(text, lineEndOf(old)), shown)
  return 'written'
}

/** Undefined for a file that cannot be read as text: it is replaced. */
function readRaw(path: string, shown: string): { text: string; mark: string } | undefined {
  try {
    return readMarkedText(path, shown, undefined, LIMIT)
  } catch (error) {
    if (error instanceof ScopectlError) return undefined
    throw error
  }
}
