import { existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Creates a folder and its missing parents. Node's `recursive` never returns if the system reports ENOENT although all
 * parents exist, as it does under /proc.
 *
 * @throws as `mkdirSync`; anything that already exists at this path is not an error
 */
export function makeFolders(folder: string, mode?: number): void {
  if (existsSync(folder)) return
  const above = dirname(folder)
  if (above !== folder) makeFolders(above, mode)
  try {
    mkdirSync(folder, { mode })
  } catch (error) {
    // Another run created it at the same time.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}
