import { existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Makes a folder, and those above it that are not there. Node's `recursive` never comes back where the system says
 * ENOENT although all above is there, as it does under /proc.
 *
 * @throws as `mkdirSync`; whatever is there under that name already is no error here
 */
export function makeFolders(folder: string, mode?: number): void {
  if (existsSync(folder)) return
  const above = dirname(folder)
  if (above !== folder) makeFolders(above, mode)
  try {
    mkdirSync(folder, { mode })
  } catch (error) {
    // Of two runs at once the other made it.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}
