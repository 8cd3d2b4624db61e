import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { FilesUsed } from '../core/answer-base.js'
import type { Catalog } from '../core/catalog/model.js'
import { parseCatalog } from '../core/catalog/parse.js'
import { ScopectlError } from '../core/errors.js'
import { byPlace, type Problem, problem } from '../core/problem.js'
import type { Source } from '../core/source.js'
import type { Users } from '../core/users/model.js'
import { besides, display, findCatalog, readSource, USERS_ENDS } from './catalog-file.js'
import type { Context } from './context.js'
import { loadUsers } from './users/load-users.js'
import type { UsersRead } from './users/loaded.js'
import type { UsersPlace } from './users/place.js'
import type { Said } from './users/record.js'

export interface CatalogFlags {
  readonly catalog?: string | undefined
  readonly usersFile?: string | undefined
  readonly profile?: string | undefined
  /** What names the files, if not the flags, for messages. */
  readonly saidBy?: {
    readonly catalog?: string
    readonly usersFile?: string
    readonly env?: string
  }
}

export interface Loaded {
  readonly catalog: Catalog
  /** Undefined if there is no users file, or none was requested. With `named`, they may not have been read yet. */
  readonly users: Users | undefined
  readonly files: FilesUsed
  /** The catalog's folder, absolute: `file:` keys are relative to it, and it contains the development ring. */
  readonly folder: string
  /** The files as written, for code that needs locations or unresolved values. */
  readonly sources: { readonly catalog: Source; readonly users: Source | undefined }
  /** Every entry of the users file as written. */
  readonly entries?: (() => Iterable<Said>) | undefined
  readonly notes: readonly Problem[]
}

/** Which users a command needs. */
export type UsersWanted = false | UsersRead

/**
 * Finds, reads and parses the catalog, and with `users` the users file: --users-file, else `users:` of the catalog
 * (relative to it), else users.yaml, .json, .ndjson or .csv next to it, which is optional.
 *
 * @throws ScopectlError once, with the problems of all the files. If the catalog is broken, the users file is checked
 * against what could be read. A users file that is not read yet throws when it is read.
 */
export function loadCatalog(
  flags: CatalogFlags,
  ctx: Context,
  { users: wanted }: { users: UsersWanted },
): Loaded {
  const { path, folder, problems, source, parsed, place, users } = readAll(flags, ctx, wanted)
  if (problems.length > 0 || !source || !parsed?.ok) throw new ScopectlError(byPlace(problems))
  return {
    catalog: parsed.value,
    users: users?.users,
    files: { catalog: display(path, ctx.cwd), users: users?.source.file },
    folder,
    sources: { catalog: source, users: users?.source },
    entries: users?.entries,
    notes: [
      ...parsed.notes,
      ...(wanted !== false && !place ? otherUsers(folder, ctx) : []),
      ...(users?.notes ?? []),
    ],
  }
}

/**
 * What can be read of a catalog and its users file, which may have mistakes: for names to offer, never for decisions.
 *
 * @throws ScopectlError if there is no catalog
 */
export function loadReadable(
  flags: CatalogFlags,
  ctx: Context,
  { users: wanted }: { users: UsersWanted },
): { readonly catalog: Catalog | undefined; readonly users: Users | undefined } {
  const { parsed, users } = readAll(flags, ctx, wanted)
  return { catalog: parsed?.ok ? parsed.value : parsed?.partial, users: users?.users }
}

/**
 * Loads the catalog again with its users file, for code that finds out late that it needs one.
 *
 * @throws ScopectlError with the problems of the users file
 */
export function withUsers(
  loaded: Loaded,
  flags: CatalogFlags,
  ctx: Context,
  wanted: Exclude<UsersWanted, false>,
): Loaded {
  const { catalog, sources, folder, files } = loaded
  const place = usersPlace(flags, usersSetting(sources.catalog), folder, ctx)
  const read = place && loadUsers(place, catalog, wanted, ctx)
  return {
    ...loaded,
    users: read?.users,
    entries: read?.entries,
    files: { ...files, users: read?.source.file },
    sources: { ...sources, users: read?.source },
  }
}

function readAll(flags: CatalogFlags, ctx: Context, wanted: UsersWanted) {
  const path = findCatalog(flags.catalog, ctx)
  const folder = dirname(path)
  const problems: Problem[] = []
  const by = catalogSaidBy(flags, ctx)
  const source = collect(problems, () => readSource(path, ctx, by))
  const parsed = source && parseCatalog(source, flags.profile)
  if (parsed && !parsed.ok) problems.push(...parsed.problems)

  const against = parsed?.ok ? parsed.value : parsed?.partial
  const place =
    wanted === false
      ? undefined
      : collect(problems, () => usersPlace(flags, usersSetting(source), folder, ctx))
  // Nobody iterates over the users of a broken catalog.
  const read = wanted === 'each' && !parsed?.ok ? true : wanted
  const users =
    place && read ? collect(problems, () => loadUsers(place, against, read, ctx)) : undefined
  return { path, folder, problems, source, parsed, place, users }
}

/** What names the catalog, for messages; undefined if it was searched for. */
function catalogSaidBy({ catalog, saidBy }: CatalogFlags, ctx: Context): string | undefined {
  if (catalog !== undefined) return saidBy?.catalog ?? '--catalog'
  return ctx.env['SCOPECTL_CATALOG'] ? 'SCOPECTL_CATALOG' : undefined
}

function usersPlace(
  { catalog, usersFile: flag, saidBy }: CatalogFlags,
  setting: string | undefined,
  folder: string,
  ctx: Context,
): UsersPlace | undefined {
  if (flag !== undefined) {
    const by = saidBy?.usersFile ?? '--users-file'
    return { path: resolve(ctx.cwd, flag), by, found: { catalog, by: 'flag', folder } }
  }
  if (setting !== undefined) {
    const path = resolve(folder, setting)
    return { path, by: 'users', found: { catalog, by: 'setting', folder } }
  }
  const path = besides(folder, 'users', '--users-file', ctx.cwd, USERS_ENDS)
  if (path === undefined) return undefined
  return { path, by: undefined, found: { catalog, by: 'name', folder } }
}

/** Names that other tools use for such files: they are not read as users files, and nothing else would report that. */
const OTHER_NAMES = ['users.yml', 'users.jsonl']

function otherUsers(folder: string, ctx: Context): Problem[] {
  const other = OTHER_NAMES.map((name) => join(folder, name)).find((path) => existsSync(path))
  return other === undefined ? [] : [problem('users-not-read', { file: display(other, ctx.cwd) })]
}

/** Read from the raw value, so that the users file is checked even if the catalog has mistakes. */
function usersSetting(source: Source | undefined): string | undefined {
  const value = source?.value
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, 'users'))
    return undefined
  const { users } = value as { users: unknown }
  return typeof users === 'string' && users !== '' ? users : undefined
}

/** Runs a step; the problems that it throws are added to the others. */
function collect<T>(problems: Problem[], step: () => T): T | undefined {
  try {
    return step()
  } catch (error) {
    if (!(error instanceof ScopectlError)) throw error
    problems.push(...error.problems)
    return undefined
  }
}

/** The catalog and the users file as absolute paths. */
export const pathsOf = ({ catalog, users }: FilesUsed, ctx: Context): string[] =>
  [catalog, users].flatMap((shown) => (shown === undefined ? [] : [resolve(ctx.cwd, shown)]))
