import { closeSync, constants, fstatSync, openSync, readFileSync, type Stats } from 'node:fs'
import { fail } from '../core/errors.js'
import { noteFacts } from './file-facts.js'
import { attempt } from './read-file.js'

/**
 * The text of a file that only we may access, or undefined if there is none. A symlink at the end of the path is not
 * followed, and the checks apply to the opened file, not to whatever the name refers to later.
 *
 * @throws ScopectlError as {@link refuseOpen}, and `file-too-big`, `file-unreadable`
 */
export function readPrivate(
  path: string,
  limit: number,
  shown: string,
  uid: number | undefined,
): string | undefined {
  const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0)
  noteFacts(path)
  let fd: number
  try {
    fd = openSync(path, flags)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return undefined
    if (code === 'ELOOP' || code === 'EMLINK') return fail('ring-symlink', { path: shown })
    return attempt(shown, undefined, () => {
      throw error
    })
  }
  try {
    const stats = fstatSync(fd)
    refuseOpen(stats, 'file', shown, uid)
    if (stats.size > limit) fail('file-too-big', { file: shown, limit })
    return readFileSync(fd, 'utf8')
  } finally {
    closeSync(fd)
  }
}

/**
 * Refuses a file that group or others may open, or that belongs to somebody else; neither is checked if `uid` is
 * undefined (Windows).
 *
 * @throws ScopectlError `ring-symlink`, `ring-not-regular`, `ring-other-owner`, `ring-open`
 */
export function refuseOpen(
  stats: Stats,
  kind: 'folder' | 'file',
  path: string,
  uid: number | undefined,
): void {
  if (stats.isSymbolicLink()) fail('ring-symlink', { path })
  if (!(kind === 'folder' ? stats.isDirectory() : stats.isFile()))
    fail('ring-not-regular', { path })
  if (uid === undefined) return
  if (stats.uid !== uid) fail('ring-other-owner', { path })
  if ((stats.mode & 0o077) === 0) return
  const mode = (stats.mode & 0o777).toString(8).padStart(4, '0')
  fail('ring-open', { path, mode, want: kind === 'folder' ? '700' : '600' })
}
