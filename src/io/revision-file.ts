import { fail } from '../core/errors.js'
import type { Repository } from './git.js'
import { decodeText, TEXT_LIMIT } from './read-file.js'
import type { Revision } from './revision.js'

/** A file in a revision as text; see bytesAt. @throws ScopectlError `file-too-big`, `file-not-utf8` */
export function textAt(
  repository: Repository,
  revision: Revision,
  path: string,
): string | undefined {
  const bytes = bytesAt(repository, revision, path)
  const shown = shownAt(revision.name, path)
  if (bytes && bytes.length > TEXT_LIMIT) fail('file-too-big', { file: shown, limit: TEXT_LIMIT })
  return bytes && decodeText(bytes, shown)
}

/**
 * The raw bytes of a file in a revision; undefined if it does not have the file. No filter of the repository is run. A
 * file that is in the revision but was not fetched into this clone is an error, never "no file".
 *
 * @param path relative to the repository's root folder, with `/`.
 * @throws ScopectlError `revision-file-kind`, `revision-file-absent`, `file-too-big`
 */
export function bytesAt(
  repository: Repository,
  { name, commit }: Revision,
  path: string,
): Uint8Array | undefined {
  const absent = (): never => fail('revision-file-absent', { revision: name, file: path })
  const listed = repository.run('ls-tree', '-z', '--full-tree', commit, '--', path) ?? absent()
  const entry = /^(\d{6}) (\w+) ([0-9a-f]+)\t/.exec(listed.toString())
  if (!entry) return undefined
  const [, mode, type, blob = ''] = entry
  const refuse = (kind: 'symlink' | 'folder' | 'submodule'): never =>
    fail('revision-file-kind', { revision: name, file: path, kind })
  if (mode === '120000') refuse('symlink')
  if (type !== 'blob') refuse(type === 'commit' ? 'submodule' : 'folder')
  return repository.run('cat-file', 'blob', blob) ?? absent()
}

/** `main:api/scopes.yaml`, in git's notation. */
export const shownAt = (revision: string, path: string): string => `${revision}:${path}`
