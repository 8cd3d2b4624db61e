import { fail } from '../core/errors.js'
import { lineOf, type Repository } from './git.js'
import { decodeText, TEXT_LIMIT } from './read-file.js'

/** A commit, by the name that the user knows it by and by its own. */
export interface Revision {
  readonly name: string
  readonly commit: string
}

/** What may not stand in a revision: options, ranges, paths (`REV:PATH`), negations, searches, controls. */
const REFUSED = /^[-^]|\.\.|[\p{Cc}\s:?*[\\]|\^\{\/|^$/u
const COMMIT = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/

/**
 * Whether it can be a revision at all: for before a repository is looked for.
 * @throws ScopectlError `bad-revision`
 */
export function refuseForm(name: string): void {
  if (REFUSED.test(name)) fail('bad-revision', { revision: name, why: 'form' })
}

/** @throws ScopectlError `bad-revision`, `unknown-revision` */
export function readRevision(repository: Repository, name: string): Revision {
  refuseForm(name)
  return (
    find(repository, name) ??
    fail('unknown-revision', { revision: name, shallow: isShallow(repository) })
  )
}

function find(repository: Repository, name: string): Revision | undefined {
  const args = ['--verify', '--quiet', '--end-of-options', `${name}^{commit}`]
  const said = repository.run('rev-parse', ...args)
  const commit = said === undefined ? '' : lineOf(said)
  return COMMIT.test(commit) ? { name, commit } : undefined
}

const DEFAULT_BRANCHES = ['origin/HEAD', 'main', 'master', 'origin/main', 'origin/master'] as const

/** @throws ScopectlError `no-default-branch` */
export function defaultBranch(repository: Repository): Revision {
  for (const name of DEFAULT_BRANCHES) {
    const ref = name.includes('/') ? `refs/remotes/${name}` : `refs/heads/${name}`
    const found = find(repository, ref)
    if (found) return { ...found, name }
  }
  return fail('no-default-branch', { tried: DEFAULT_BRANCHES, shallow: isShallow(repository) })
}

/** @throws ScopectlError `no-merge-base` */
export function mergeBase(repository: Repository, a: Revision, b: Revision): Revision {
  const said = repository.run('merge-base', '--end-of-options', a.commit, b.commit)
  const commit = said === undefined ? '' : lineOf(said)
  if (!COMMIT.test(commit)) {
    fail('no-merge-base', { revisions: [a.name, b.name], shallow: isShallow(repository) })
  }
  return { name: commit.slice(0, 10), commit }
}

function isShallow(repository: Repository): boolean {
  const said = repository.run('rev-parse', '--is-shallow-repository')
  return said !== undefined && lineOf(said) === 'true'
}

/** A file of a revision as text; see bytesAt. @throws ScopectlError `file-too-big`, `file-not-utf8` */
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
 * A file of a revision; undefined where it has none. The raw bytes: no filter of the repository is run.
 * @param path from the repository's top folder, with `/`.
 * @throws ScopectlError `revision-file-kind`, `file-too-big`
 */
export function bytesAt(
  repository: Repository,
  { name, commit }: Revision,
  path: string,
): Uint8Array | undefined {
  const listed = repository.run('ls-tree', '-z', '--full-tree', commit, '--', path)
  const entry = /^(\d{6}) (\w+) ([0-9a-f]+)\t/.exec(listed?.toString() ?? '')
  if (!entry) return undefined
  const [, mode, type, blob = ''] = entry
  const refuse = (kind: 'symlink' | 'folder' | 'submodule'): never =>
    fail('revision-file-kind', { revision: name, file: path, kind })
  if (mode === '120000') refuse('symlink')
  if (type !== 'blob') refuse(type === 'commit' ? 'submodule' : 'folder')
  return repository.run('cat-file', 'blob', blob)
}

/** `main:api/scopes.yaml`, as git writes it. */
export const shownAt = (revision: string, path: string): string => `${revision}:${path}`
