import { existsSync, realpathSync } from 'node:fs'
import { basename, dirname, isAbsolute, join, posix, relative, resolve, sep } from 'node:path'
import type { Catalog } from '../core/catalog/model.js'
import { parseCatalog } from '../core/catalog/parse.js'
import { fail, ScopectlError } from '../core/errors.js'
import type { Renamed } from '../core/problems/revision.js'
import { NO_USERS, type Users } from '../core/users/model.js'
import { parseUsers } from '../core/users/parse.js'
import { findCatalog, sourceOfText, USERS_ENDS } from './catalog-file.js'
import type { Context } from './context.js'
import { openRepository, type Repository } from './git.js'
import type { CatalogFlags } from './load-catalog.js'
import { renamedCatalog } from './renamed-catalog.js'
import type { Revision } from './revision.js'
import { bytesAt, shownAt, textAt } from './revision-file.js'
import { recordsIn } from './users/load-records.js'
import { textWithin } from './users/read-whole.js'
import { recordFormat } from './users/record-format.js'

/** Where a catalog is in its repository, so that its revisions can be read. */
export interface RevisionPlace {
  readonly repository: Repository
  /** The catalog of a revision with the users file of the same revision. */
  load(revision: Revision): LoadedRevision
  /** False if it has no file at the catalog's path. */
  hasCatalog(revision: Revision): boolean
  /** What the catalog may have been named in a revision that does not have it. */
  renamed(older: Revision, newer: Revision | undefined): Renamed | undefined
  /** The catalog's path, relative to the root folder. */
  readonly path: string
  /**
   * Converts a path relative to the catalog into one relative to the root folder; undefined if it is outside the
   * repository.
   */
  beside(path: string): string | undefined
}

/** A file of a revision. */
interface Place {
  readonly repository: Repository
  /** Relative to the root folder, with `/`. */
  readonly path: string
}

/**
 * The repository that contains the catalog. The catalog and the users file may have been removed from the working tree.
 * @throws ScopectlError `outside-repository`, and as openRepository
 */
export function revisionPlace(flags: CatalogFlags, ctx: Context): RevisionPlace {
  const catalog = findCatalog(flags.catalog, ctx)
  let folder = dirname(catalog)
  while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder)
  const repository = openRepository(folder, ctx)
  const path = pathIn(repository, catalog)
  const users = flags.usersFile && pathIn(repository, resolve(ctx.cwd, flags.usersFile))
  return {
    repository,
    path,
    load: (revision) => loadRevision({ repository, path }, revision, flags.profile, users),
    hasCatalog: (revision) => bytesAt(repository, revision, path) !== undefined,
    renamed: (older, newer) => renamedCatalog(repository, older, newer, catalog, ctx),
    beside(file) {
      const there = posix.join(posix.dirname(path), file.split(sep).join('/'))
      return isAbsolute(file) || there.startsWith('..') ? undefined : there
    },
  }
}

/**
 * The path to a folder may contain symlinks, as the temporary folder's often does; the file itself is meant by its own
 * name.
 */
function pathIn({ root }: Repository, file: string): string {
  const real = (path: string): string => (existsSync(path) ? realpathSync(path) : path)
  const path = relative(real(root), join(real(dirname(file)), basename(file)))
  if (path.startsWith('..') || isAbsolute(path)) fail('outside-repository', { file, root })
  return path.split(sep).join('/')
}

export interface LoadedRevision {
  readonly catalog: Catalog
  readonly users: Users
}

/**
 * The catalog of a revision with the users file of the same revision: `users:` of that catalog, else users.yaml, .json,
 * .ndjson or .csv next to it, which is optional.
 *
 * @param usersPath a users file to use instead of the catalog's own, relative to the root folder.
 * @throws ScopectlError with the problems of both files, `revision-lacks-catalog` or `revision-lacks-file`
 */
function loadRevision(
  { repository, path }: Place,
  revision: Revision,
  profile: string | undefined,
  usersPath: string | undefined,
): LoadedRevision {
  const shown = (file: string): string => shownAt(revision.name, file)
  const text = textAt(repository, revision, path)
  if (text === undefined) {
    return fail('revision-lacks-catalog', { revision: revision.name, file: path, older: undefined })
  }
  const parsed = parseCatalog(sourceOfText(shown(path), text), profile)
  if (!parsed.ok) throw new ScopectlError(parsed.problems)
  const catalog = parsed.value
  const file = usersPath ?? usersOf(catalog, { repository, path }, revision)
  const lacking = (file: string): never => {
    const by = usersPath === undefined ? 'users' : '--users-file'
    return fail('revision-lacks-file', { revision: revision.name, file, by })
  }
  if (file === undefined) return { catalog, users: NO_USERS }
  const bytes = bytesAt(repository, revision, file) ?? lacking(file)
  if (recordFormat(file)) return { catalog, users: recordsIn(bytes, shown(file), catalog) }
  const instead = { convert: undefined, checkout: { revision: revision.name, catalog: path } }
  const read = textWithin(bytes, shown(file), (limit, of) =>
    fail('users-too-big', { file: shown(file), limit, of, ...instead }),
  )
  const users = parseUsers(sourceOfText(shown(file), read), catalog)
  if (!users.ok) throw new ScopectlError(users.problems)
  return { catalog, users: users.value }
}

function usersOf(catalog: Catalog, { repository, path }: Place, revision: Revision) {
  const folder = posix.dirname(path)
  if (catalog.usersFile !== undefined) {
    const file = posix.join(folder, catalog.usersFile)
    if (file.startsWith('..') || isAbsolute(catalog.usersFile)) {
      fail('outside-repository', { file: catalog.usersFile, root: repository.root })
    }
    return file
  }
  const found = USERS_ENDS.map((end) => posix.join(folder, `users.${end}`)).filter(
    (file) => bytesAt(repository, revision, file) !== undefined,
  )
  const [one, other] = found
  if (one !== undefined && other !== undefined) {
    const files = [shownAt(revision.name, one), shownAt(revision.name, other)] as const
    fail('two-files', { files, flag: '--users-file' })
  }
  return one
}
