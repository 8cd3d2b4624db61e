import { createHash } from 'node:crypto'
import { lstatSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { attempt } from './read-file.js'
import { abandonedScratch, makeScratch, removeScratch } from './scratch-folder.js'
import { writing } from './write-file.js'

const NAME = 'digests'
/** How the records start that this one has taken over. */
const TAKEN = '.scopectl-init-'

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
    try {
      const digests = texts.map(digest).join('\n')
      writeFileSync(join(scratch, NAME), digests, { flag: 'wx', mode: 0o600 })
    } catch (error) {
      removeScratch(scratch)
      throw error
    }
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
  const [first] = files
  const abandoned = abandonedScratch(folder, 'init')
  if (!first || abandoned.length === 0) return
  const own = writing(first.shown, () => makeScratch(folder, 'init'))
  try {
    for (const scratch of abandoned) {
      const taken = join(own, basename(scratch))
      if (take(scratch, taken)) undo(digestsIn(taken), files)
    }
  } finally {
    removeScratch(own)
  }
}

/**
 * Of several runs that find the same interrupted one, only one can move its record into its own: otherwise a slow one
 * would remove what a faster one has written since. If this run is interrupted too, the next one finds both records.
 */
function take(scratch: string, taken: string): boolean {
  try {
    renameSync(scratch, taken)
    return true
  } catch {
    return false
  }
}

function undo(
  digests: readonly string[],
  files: readonly { readonly path: string; readonly shown: string }[],
): void {
  const there = files.filter(({ path, shown }) =>
    attempt(shown, undefined, () => lstatSync(path, { throwIfNoEntry: false })),
  )
  const isOwn = (path: string): boolean =>
    lstatSync(path).isFile() && digests.includes(digest(readFileSync(path)))
  if (there.every(({ path, shown }) => attempt(shown, undefined, () => isOwn(path))))
    for (const { path, shown } of there) writing(shown, () => rmSync(path, { force: true }))
}

const digest = (bytes: string | Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex')

/** Empty if the run was interrupted before it wrote them: it had created no file then. */
function digestsIn(scratch: string): readonly string[] {
  const within = listed(scratch).flatMap((name) =>
    name.startsWith(TAKEN) ? digestsIn(join(scratch, name)) : [],
  )
  try {
    return [...within, ...readFileSync(join(scratch, NAME), 'utf8').split('\n')]
  } catch {
    return within
  }
}

function listed(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
