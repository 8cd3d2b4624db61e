import { lstatSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fail, ScopectlError } from '../core/errors.js'
import { type Problem, problem } from '../core/problem.js'
import { display } from './catalog-file.js'
import type { Context } from './context.js'
import { readText } from './read-file.js'
import { makeScratch, removeScratch } from './scratch-folder.js'
import { writeNew, writing } from './write-file.js'

export interface FolderFile {
  readonly name: string
  readonly text: string
}

/** A folder, and how messages show it. */
export interface FolderPlace {
  readonly path: string
  readonly shown: string
}

export function folderPlace(text: string, { cwd }: Pick<Context, 'cwd'>): FolderPlace {
  const path = resolve(cwd, text)
  return { path, shown: display(path, cwd) }
}

/**
 * Writes files into a folder. One that does not exist yet appears with all of its files or not at all. In one that
 * exists, each file is replaced as a whole, but nothing is replaced without `force` that has no mark of an earlier run.
 * Other files in it are left alone.
 *
 * @param mark a text that each file of an earlier run has
 * @throws ScopectlError `export-foreign` for each file of somebody else, `file-is-symlink`, `file-not-regular`,
 * `file-unwritable`
 */
export function writeFolder(
  { path, shown }: FolderPlace,
  files: readonly FolderFile[],
  { mark, force }: { mark: string; force: boolean },
): void {
  const stats = writing(shown, () => lstatSync(path, { throwIfNoEntry: false }))
  if (!stats) {
    writeNewFolder(path, files, shown)
    return
  }
  if (stats.isSymbolicLink()) fail('file-is-symlink', { file: shown })
  if (!stats.isDirectory()) fail('file-unwritable', { file: shown, why: 'ENOTDIR' })
  const foreign = force ? [] : files.flatMap(({ name }) => foreignIn(path, name, shown, mark))
  if (foreign.length > 0) throw new ScopectlError(foreign)
  for (const { name, text } of files)
    writeNew(join(path, name), text, 0o666, { force: true, shown: join(shown, name) })
}

/** A file of an earlier run has the size that the catalog gives it. */
const LARGEST = 400_000_000

function foreignIn(folder: string, name: string, shownFolder: string, mark: string): Problem[] {
  const [path, shown] = [join(folder, name), join(shownFolder, name)]
  const stats = writing(shown, () => lstatSync(path, { throwIfNoEntry: false }))
  // A symlink or a folder is refused when it is written.
  if (!stats?.isFile() || readText(path, shown, undefined, LARGEST).includes(mark)) return []
  return [problem('export-foreign', { file: shown })]
}

function writeNewFolder(path: string, files: readonly FolderFile[], shown: string): void {
  writing(shown, () => {
    const scratch = makeScratch(dirname(path), 'write')
    try {
      const folder = join(scratch, 'folder')
      mkdirSync(folder)
      for (const { name, text } of files) writeFileSync(join(folder, name), text, { flag: 'wx' })
      renameSync(folder, path)
    } finally {
      removeScratch(scratch)
    }
  })
}
