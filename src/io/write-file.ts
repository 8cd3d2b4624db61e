import {
  closeSync,
  fsyncSync,
  linkSync,
  lstatSync,
  openSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { fail } from '../core/errors.js'
import { batched, divided } from './batched.js'
import { irregularKind } from './read-file.js'
import { abandonedScratch, makeScratch, removeScratch } from './scratch-folder.js'

/** Not every file system supports links; without them the file itself is created, which is not atomic. */
const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EXDEV', 'EMLINK'])

/** The text to write: as a whole, or in parts that can be iterated over more than once. */
export type Text = string | Iterable<string>

/**
 * Writes a file completely or not at all. Without `force` an existing file or symlink is never touched, even if it
 * appears meanwhile; with `force` it is replaced, but only if it is a regular file: root could replace /dev/null. The
 * file has its mode (minus the umask) from the start, without a later chmod. The folder must exist.
 *
 * @throws ScopectlError `file-exists`, `file-is-symlink`, `file-not-regular`, `file-unwritable`
 */
export function writeNew(
  path: string,
  text: Text,
  mode: number,
  { force = false, shown = path }: { force?: boolean; shown?: string } = {},
): void {
  refuse(path, shown, force)
  if (place(path, text, mode, force ? 'replace' : 'new', shown) === 'exists')
    fail('file-exists', { file: shown, force: false })
}

/**
 * Rewrites an existing file, completely or not at all. It keeps its mode.
 *
 * @throws ScopectlError as writeNew with `force`
 */
export function writeInPlace(path: string, text: Text, shown = path): void {
  const mode = lstatSync(path, { throwIfNoEntry: false })?.mode ?? 0o644
  writeNew(path, text, mode & 0o777, { force: true, shown })
}

/**
 * Like writeNew, without checking what exists at `path`: a new file never replaces it, a replacement always does. Until
 * it is complete, the text is in a folder next to it that git ignores; those of interrupted runs are removed.
 *
 * @throws ScopectlError `file-unwritable`
 */
export function place(
  path: string,
  text: Text,
  mode: number,
  how: 'new' | 'replace',
  shown = path,
): 'written' | 'exists' {
  const scratch: string[] = []
  try {
    const temporary = complete(dirname(path), text, mode, scratch)
    if (how === 'replace') renameSync(temporary, path)
    else linkOrCreate(temporary, path, text, mode)
    return 'written'
  } catch (error) {
    const why = codeOf(error)
    if (why === 'EEXIST' && how === 'new') return 'exists'
    return fail('file-unwritable', { file: shown, why })
  } finally {
    scratch.forEach(removeScratch)
  }
}

/** A file to replace: see placeAll. */
export interface Replacement {
  readonly path: string
  readonly shown: string
  readonly text: Text
  readonly mode: number
}

/**
 * Replaces files, or creates them, once all are complete next to their places: a full disk is found before the first of them has
 * changed. Only regular files are replaced. NOT covered: a rename that fails after others have replaced files.
 *
 * @throws ScopectlError `file-is-symlink`, `file-not-regular`, `file-unwritable`
 */
export function placeAll(files: readonly Replacement[]): void {
  const scratch: string[] = []
  const made: string[] = []
  try {
    const moves = files.map(({ path, shown, text, mode }) => {
      const isNew = !refuse(path, shown, true)
      const temporary = writing(shown, () => complete(dirname(path), text, mode, scratch))
      return { path, isNew, move: () => writing(shown, () => renameSync(temporary, path)) }
    })
    // New names need space in their folder, names that exist need none.
    for (const { path, move } of moves.filter(({ isNew }) => isNew)) {
      move()
      made.push(path)
    }
    for (const { move } of moves.filter(({ isNew }) => !isNew)) move()
  } catch (error) {
    for (const path of made) rmSync(path, { force: true })
    throw error
  } finally {
    scratch.forEach(removeScratch)
  }
}

/** A complete file in a folder that git ignores, which is added to `scratch`; those of interrupted runs are removed. */
function complete(folder: string, text: Text, mode: number, scratch: string[]): string {
  for (const abandoned of abandonedScratch(folder, 'write')) removeScratch(abandoned)
  const made = makeScratch(folder, 'write')
  scratch.push(made)
  const temporary = join(made, 'file')
  create(temporary, text, mode)
  return temporary
}

/** Creates a file that does not exist yet; O_EXCL does not follow symlinks. */
function create(path: string, text: Text, mode: number): void {
  const fd = openSync(path, 'wx', mode)
  try {
    // The bytes of a large text at once would take as much memory again.
    for (const part of typeof text === 'string' ? divided(text) : batched(text)) {
      const bytes = Buffer.from(part)
      for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done)
    }
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}

function linkOrCreate(temporary: string, path: string, text: Text, mode: number): void {
  try {
    linkSync(temporary, path)
  } catch (error) {
    if (!NO_LINKS.has(codeOf(error))) throw error
    create(path, text, mode)
  }
}

/** @returns whether there is a file, to be replaced */
function refuse(path: string, shown: string, force: boolean): boolean {
  let stats: ReturnType<typeof lstatSync> | undefined
  try {
    stats = lstatSync(path, { throwIfNoEntry: false })
  } catch (error) {
    fail('file-unwritable', { file: shown, why: codeOf(error) })
  }
  if (!stats) return false
  if (stats.isSymbolicLink()) fail('file-is-symlink', { file: shown })
  if (!stats.isFile()) fail('file-not-regular', { file: shown, kind: irregularKind(stats) })
  if (!force) fail('file-exists', { file: shown, force: false })
  return true
}

/** @throws ScopectlError `file-unwritable` if the system refuses */
export function writing<T>(shown: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    return fail('file-unwritable', { file: shown, why: codeOf(error) })
  }
}

/** The system's code of a failed call; anything else is a bug and is rethrown. */
function codeOf(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException
  if (error instanceof Error && 'syscall' in error && typeof code === 'string') return code
  throw error
}
