import { closeSync, openSync, readSync, realpathSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fail } from '../core/errors.js'
import { makeFolders } from './make-folders.js'
import { place } from './write-file.js'

/**
 * Writes a report to the given path, replacing an older one, and creates its folder. Completely or not at all; anything
 * that is not a regular file (a device, a folder) is never replaced.
 *
 * @throws ScopectlError `file-not-regular`, `file-unwritable`
 */
export function writeReport(file: string, text: string): void {
  const stats = attempt(file, () => {
    makeFolders(dirname(file))
    return statSync(file, { throwIfNoEntry: false })
  })
  if (stats && !stats.isFile()) {
    fail('file-not-regular', { file, kind: stats.isDirectory() ? 'folder' : 'device' })
  }
  place(file, text, 0o644, 'replace', file)
}

/**
 * Writes what a report says about a run that failed. The files that the run would have read may not be known yet, so an
 * existing file is replaced only if it is empty or begins like a report.
 *
 * @param creates whether to write a file that does not exist
 * @returns false if nothing was written: the file contains something else, or would be new
 * @throws ScopectlError as writeReport
 */
export function writeFailedReport(
  file: string,
  text: string,
  head: RegExp,
  creates = true,
): boolean {
  // `new/../file` names a file as soon as the folder `new` is made.
  const names = [file, resolve(file)]
  const found = names.flatMap((name) => {
    const stats = attempt(file, () => statSync(name, { throwIfNoEntry: false }))
    return stats ? [{ name, stats }] : []
  })
  if (found.length === 0 && !creates) return false
  const isKept = found.some(
    ({ name, stats }) =>
      stats.isFile() && stats.size > 0 && !head.test(attempt(file, () => headOf(name))),
  )
  if (isKept) return false
  writeReport(file, text)
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
