import { dirname, join, resolve } from 'node:path'
import type { Parsed } from '../core/catalog/parse.js'
import { ScopectlError } from '../core/errors.js'
import { once } from '../core/once.js'
import type { Source } from '../core/source.js'
import type { ListedSuite } from '../core/suite/model.js'
import { hasOwnUsers, parseSuite, pathIn } from '../core/suite/parse.js'
import { readTableLines } from '../core/suite/parse-table.js'
import { NO_USERS } from '../core/users/model.js'
import { findCatalog, readSource, sourceOfText, USERS_ENDS } from './catalog-file.js'
import type { Context } from './context.js'
import type { SuiteFile } from './find-suites.js'
import { type CatalogFlags, type Loaded, loadCatalog, pathsOf } from './load-catalog.js'
import { decodeText, TEXT_LIMIT } from './read-file.js'
import { linesOfTable } from './table-file.js'

export interface LoadedSuite {
  readonly suite: ListedSuite
  /** The catalog that it tests: its own, or the shared one. */
  readonly loaded: Loaded
  /** The folder that `file:` tokens are relative to. */
  readonly folder: string
}

/** Called with absolute paths before the files are read, even if they are broken or missing. */
export type Seen = (paths: readonly string[]) => void

/** Loads suites; a catalog that several of them test is loaded once. */
export class SuiteLoader {
  readonly #flags: CatalogFlags
  readonly #ctx: Context
  readonly #seen: Seen
  readonly #catalogs = new Map<string, () => Loaded>()

  constructor(flags: CatalogFlags, ctx: Context, seen: Seen = () => {}) {
    this.#flags = flags
    this.#ctx = ctx
    this.#seen = seen
  }

  /** @throws ScopectlError with all the problems of the suite, or of its catalog and users. */
  async load(file: SuiteFile): Promise<LoadedSuite> {
    const { form, folder } = file
    if (form === 'table') {
      const lines = linesOfTable(file.path ?? '', file.shown, '--table')
      const loaded = this.#catalog(this.#flags, true)
      const names = { catalog: loaded.catalog, users: loaded.users ?? NO_USERS }
      return { suite: suiteOf(readTableLines(file.shown, lines, names)), loaded, folder }
    }
    const source = await this.#read(file)
    const loaded = this.#catalog(this.#flagsOf(source, folder), !hasOwnUsers(source))
    const suite = suiteOf(parseSuite(source, loaded.catalog, loaded.users ?? NO_USERS))
    return { suite, loaded, folder }
  }

  async #read({ path, shown }: SuiteFile): Promise<Source> {
    if (path !== undefined) return readSource(path, this.#ctx)
    const bytes = await this.#ctx.stdin.bytes(TEXT_LIMIT, 'a suite')
    return sourceOfText(shown, decodeText(bytes, shown))
  }

  /** Flags take precedence over the suite. */
  #flagsOf(source: Source, folder: string): CatalogFlags {
    const own = (key: 'catalog' | 'users'): string | undefined => {
      const path = pathIn(source, key)
      return path === undefined ? undefined : resolve(folder, path)
    }
    const { catalog = own('catalog'), usersFile = own('users'), profile } = this.#flags
    const saidBy = {
      ...(this.#flags.catalog === undefined ? { catalog: 'catalog' } : {}),
      ...(this.#flags.usersFile === undefined ? { usersFile: 'users' } : {}),
    }
    return { catalog, usersFile, profile, saidBy }
  }

  #loadCatalog(flags: CatalogFlags, users: boolean): Loaded {
    const path = findCatalog(flags.catalog, this.#ctx)
    const usual = USERS_ENDS.map((end) => join(dirname(path), `users.${end}`))
    const named = flags.usersFile === undefined ? usual : [resolve(this.#ctx.cwd, flags.usersFile)]
    this.#seen([path, ...named])
    const loaded = loadCatalog(flags, this.#ctx, { users })
    this.#seen(pathsOf(loaded.files, this.#ctx))
    return loaded
  }

  #catalog(flags: CatalogFlags, users: boolean): Loaded {
    const key = JSON.stringify([flags.catalog, flags.usersFile, users])
    const load = this.#catalogs.get(key) ?? once(() => this.#loadCatalog(flags, users))
    this.#catalogs.set(key, load)
    return load()
  }
}

function suiteOf(parsed: Parsed<ListedSuite>): ListedSuite {
  if (!parsed.ok) throw new ScopectlError(parsed.problems)
  return parsed.value
}
