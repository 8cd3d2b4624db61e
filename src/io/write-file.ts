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
import { basename, dirname, join } from 'node:path'
import { fail } from '../core/errors.js'
import { batched } from './batched.js'

/** Links are not to be had on every file system; then the file itself is made, without being atomic. */
const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EXDEV', 'EMLINK'])

/** What is to be written: as a whole, or in parts that can be walked over more than once. */
export type Text = string | Iterable<string>

/**
 * Writes a file that is whole or not there. Without `force` an existing one, a symlink included, is never touched,
 * also if it appears meanwhile; with it, it is replaced (a symlink or a folder is refused even then).
 * The mode is the file's from its first moment, less the umask; never a chmod afterwards. The folder must exist.
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
 * Writes a file that is there anew, whole or not at all. It keeps its mode.
 *
 * @throws ScopectlError as writeNew with `force`
 */
export function writeInPlace(path: string, text: Text, shown = path): void {
  const mode = lstatSync(path, { throwIfNoEntry: false })?.mode ?? 0o644
  writeNew(path, text, mode & 0o777, { force: true, shown })
}

/**
 * The same without judging what stands at `path`: a new file never takes its place, a replacement always does.
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
  const suffix = Buffer.from(crypto.getRandomValues(new Uint8Array(6))).toString('hex')
  const temporary = join(dirname(path), `.${basename(path)}.${suffix}.tmp`)
  try {
    create(temporary, text, mode)
    if (how === 'replace') renameSync(temporary, path)
    else linkOrCreate(temporary, path, text, mode)
    return 'written'
  } catch (error) {
    const why = codeOf(error)
    if (why === 'EEXIST' && how === 'new') return 'exists'
    return fail('file-unwritable', { file: shown, why })
  } finally {
    removeTemporary(temporary)
  }
}

/** What has gone wrong before matters more: `force` is quiet about ENOENT only, and there may be no such folder. */
function removeTemporary(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {
    // It stays.
  }
}

/** A file that was not there before; O_EXCL follows no symlink. */
function create(path: string, text: Text, mode: number): void {
  const fd = openSync(path, 'wx', mode)
  try {
    for (const part of batched(text)) {
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

function refuse(path: string, shown: string, force: boolean): void {
  let stats: ReturnType<typeof lstatSync> | undefined
  try {
    stats = lstatSync(path, { throwIfNoEntry: false })
  } catch (error) {
    fail('file-unwritable', { file: shown, why: codeOf(error) })
  }
  if (!stats) return
  if (stats.isSymbolicLink()) fail('file-is-symlink', { file: shown })
  if (stats.isDirectory()) fail('file-not-regular', { file: shown, kind: 'folder' })
  if (!force) fail('file-exists', { file: shown, force: false })
}

/** The system's code of a failed call; anything else is a bug and goes on. */
function codeOf(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException
  if (error instanceof Error && 'syscall' in error && typeof code === 'string') return code
  throw error
}
