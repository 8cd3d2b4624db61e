import { closeSync, openSync, readSync, realpathSync, statSync } from 'node:fs'
import { dirname, isAbsolute, resolve } from 'node:path'
import { fail } from '../core/errors.js'
import { makeFolders } from './make-folders.js'
import { irregularKind } from './read-file.js'
import { place } from './write-file.js'

/** The path of a file that a command line names; the current folder is only looked up if the name is relative to it. */
export const pathFrom = (cwd: () => string, file: string): string =>
  isAbsolute(file) ? resolve(file) : resolve(cwd(), file)

/**
 * Writes a report to the given path, replacing an older one, and creates its folder. Completely or not at all; anything
 * that is not a regular file (a device, a folder) is never replaced.
 *
 * @param path as `pathFrom` returns it
 * @param shown its name in messages
 * @throws ScopectlError `file-not-regular`, `file-unwritable`
 */
export function writeReport(path: string, text: string, shown: string): void {
  const stats = attempt(shown, () => {
    makeFolders(dirname(path))
    return statSync(path, { throwIfNoEntry: false })
  })
  if (stats && !stats.isFile())
    fail('file-not-regular', { file: shown, kind: irregularKind(stats) })
  place(path, text, 0o644, 'replace', shown)
}

/**
 * Writes what a report says about a run that failed. The files that the run would have read may not be known yet, so an
 * existing file is replaced only if it is empty or begins like a report.
 *
 * @param path as `pathFrom` returns it
 * @param form `head`: how a report begins; `shown`: its name in messages; `creates`: whether to write a new file
 * @returns false if nothing was written: the file contains something else, or would be new
 * @throws ScopectlError as writeReport
 */
export function writeFailedReport(
  path: string,
  text: string,
  { head, shown, creates }: { head: RegExp; shown: string; creates: boolean },
): boolean {
  const stats = attempt(shown, () => statSync(path, { throwIfNoEntry: false }))
  if (!stats && !creates) return false
  const isKept = stats?.isFile() && stats.size > 0 && !head.test(attempt(shown, () => headOf(path)))
  if (isKept) return false
  writeReport(path, text, shown)
  return true
}

function headOf(file: string): string {
  const fd = openSync(file, 'r')
  try {
    const bytes = Buffer.alloc(256)
    return bytes.toString('utf8', 0, readSync(fd, bytes, 0, bytes.length, 0))
  } finally {
    closeSync(fd)
  }
}

/**
 * Refuses a report that would replace a file that the run reads, under whatever name or link.
 *
 * @throws ScopectlError `report-over-input`
 */
export function refuseInputs(
  reports: readonly string[],
  inputs: readonly (string | undefined)[],
  cwd: string,
): void {
  const taken = new Set(
    inputs.flatMap((file) => (file === undefined ? [] : real(resolve(cwd, file)))),
  )
  for (const file of reports) {
    const [path] = real(resolve(cwd, file))
    if (path !== undefined && taken.has(path)) fail('report-over-input', { file })
  }
}

/** The path in a key's or token's `file:` setting; it is relative to `folder`. */
export const fileOfPlace = (place: string | undefined, folder: string): string | undefined =>
  place?.startsWith('file:') ? resolve(folder, place.slice('file:'.length)) : undefined

/** Empty if there is no such file. */
function real(path: string): string[] {
  try {
    return [realpathSync(path)]
  } catch {
    return []
  }
}

function attempt<T>(file: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code
    if (why === undefined) throw error
    return fail('file-unwritable', { file, why })
  }
}
