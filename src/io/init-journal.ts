import { createHash } from 'node:crypto'
import { lstatSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { attempt } from './read-file.js'
import { abandonedScratch, makeScratch, removeScratch } from './scratch-folder.js'
import { place, writing } from './write-file.js'

/** A file that `init` is about to create, by the digest of its text. */
interface Planned {
  readonly path: string
  readonly sha256: string
}

const NAME = 'files.json'

/**
 * Records in `folder` which files will be created, before the first one is, so that a later run can undo an interrupted
 * one.
 * @param shown the first file, as messages show it
 * @returns a function that ends it
 * @throws ScopectlError `file-unwritable`
 */
export function beginJournal(
  folder: string,
  shown: string,
  files: readonly { readonly path: string; readonly text: string }[],
): () => void {
  const scratch = writing(shown, () => makeScratch(folder, 'init'))
  const planned = files.map(({ path, text }): Planned => ({ path, sha256: digest(text) }))
  place(join(scratch, NAME), JSON.stringify(planned), 0o600, 'new')
  return () => removeScratch(scratch)
}

/**
 * Removes what interrupted runs have created in `folder`, of these files; not what was edited since. The files of this
 * run limit it, because anyone can put such a list into a folder.
 */
export function undoInterrupted(
  folder: string,
  files: readonly { readonly path: string; readonly shown: string }[],
): void {
  for (const scratch of abandonedScratch(folder, 'init')) {
    for (const { path, sha256 } of plannedIn(scratch)) {
      const ours = files.find((file) => file.path === path)
      if (ours) attempt(ours.shown, undefined, () => removeIf(sha256, path))
    }
    removeScratch(scratch)
  }
}

function removeIf(sha256: string, path: string): void {
  const isFile = lstatSync(path, { throwIfNoEntry: false })?.isFile()
  if (isFile && digest(readFileSync(path)) === sha256) rmSync(path, { force: true })
}

const digest = (bytes: string | Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex')

/** Empty if it was interrupted before the list was complete: no file had been created then. */
function plannedIn(scratch: string): readonly Planned[] {
  try {
    return JSON.parse(readFileSync(join(scratch, NAME), 'utf8'))
  } catch {
    return []
  }
}
