import { mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { fail } from '../core/errors.js'
import { place } from './write-file.js'

/**
 * Writes a report where the user said, in place of an older one, and makes the folder for it. Whole or not at all;
 * what is no regular file (a device, a folder) is never replaced.
 *
 * @throws ScopectlError `file-not-regular`, `file-unwritable`
 */
export function writeReport(file: string, text: string): void {
  const stats = attempt(file, () => {
    mkdirSync(dirname(file), { recursive: true })
    return statSync(file, { throwIfNoEntry: false })
  })
  if (stats && !stats.isFile()) {
    fail('file-not-regular', { file, kind: stats.isDirectory() ? 'folder' : 'device' })
  }
  place(file, text, 0o644, 'replace', file)
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
