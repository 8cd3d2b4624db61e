import { createHash } from 'node:crypto'
import { lstatSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { attempt } from './read-file.js'
import { abandonedScratch, makeScratch, removeScratch } from './scratch-folder.js'
import { writing } from './write-file.js'

const NAME = 'digests'

/**
 * Records in `folder` the digests of the texts that `init` is about to write, before it creates the first file, so that
 * a later run can undo an interrupted one.
 * @param shown the first file, as messages show it
 * @returns a function that ends it
 * @throws ScopectlError `file-unwritable`
 */
export function beginJournal(folder: string, shown: string, texts: readonly string[]): () => void {
  return writing(shown, () => {
    const scratch = makeScratch(folder, 'init')
    writeFileSync(join(scratch, NAME), texts.map(digest).join('\n'), { flag: 'wx', mode: 0o600 })
    return () => removeScratch(scratch)
  })
}

/**
 * Removes those of these files that an interrupted run has created in `folder`. If one of them was edited since, or is
 * not from that run, none is removed: this run refuses it, so the others would be lost.
 * @throws ScopectlError `file-unreadable`
 */
export function undoInterrupted(
  folder: string,
  files: readonly { readonly path: string; readonly shown: string }[],
): void {
  for (const scratch of abandonedScratch(folder, 'init')) {
    const digests = digestsIn(scratch)
    const there = files.filter(({ path, shown }) =>
      attempt(shown, undefined, () => lstatSync(path, { throwIfNoEntry: false })),
    )
    const isOwn = (path: string): boolean =>
      lstatSync(path).isFile() && digests.includes(digest(readFileSync(path)))
    if (there.every(({ path, shown }) => attempt(shown, undefined, () => isOwn(path))))
      for (const { path } of there) rmSync(path, { force: true })
    removeScratch(scratch)
  }
}

const digest = (bytes: string | Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex')

/** Empty if the run was interrupted before it wrote them: it had created no file then. */
function digestsIn(scratch: string): readonly string[] {
  try {
    return readFileSync(join(scratch, NAME), 'utf8').split('\n')
  } catch {
    return []
  }
}
