import { existsSync } from 'node:fs'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { LOCK_NAME } from './access-lock.js'
import { display, USERS_ENDS } from './catalog-file.js'
import type { Context } from './context.js'
import type { NewFile } from './init-files.js'

export interface InitPaths {
  readonly catalog: NewFile
  readonly users: NewFile
  /** Whether the users file exists and is kept: --users-file names it. */
  readonly keepsUsers: boolean
  /** The catalog's folder. */
  readonly folder: string
  readonly suite: NewFile
  readonly lock: NewFile
  readonly attributes: NewFile
  /** How the files must refer to each other, if a name is not the usual one. */
  readonly said: { readonly users: string | undefined; readonly catalog: string | undefined }
  /** The value of --catalog that later commands need. */
  readonly flag: string | undefined
}

/** Where `init` writes: --catalog, else SCOPECTL_CATALOG, else scopes.yaml here; the others next to it. */
export function initPaths(
  flags: { readonly catalog?: string | undefined; readonly usersFile?: string | undefined },
  ctx: Context,
): InitPaths {
  const here = resolve(ctx.cwd, 'scopes.yaml')
  const byEnvironment = ctx.env['SCOPECTL_CATALOG'] || undefined
  const path = resolve(ctx.cwd, flags.catalog ?? byEnvironment ?? here)
  const folder = dirname(path)
  const file = (name: string): NewFile => ({ path: name, shown: display(name, ctx.cwd) })
  const catalog: NewFile = { ...file(path), what: 'catalog' }
  const usual = USERS_ENDS.map((end) => join(folder, `users.${end}`))
  const users = resolve(ctx.cwd, flags.usersFile ?? join(folder, 'users.yaml'))
  const found = path === here && byEnvironment === undefined
  return {
    catalog,
    users: { ...file(users), what: 'users' },
    keepsUsers: flags.usersFile !== undefined && existsSync(users),
    folder,
    suite: { ...file(join(folder, 'scopes.test.yaml')), what: 'suite' },
    lock: file(join(folder, LOCK_NAME)),
    attributes: file(join(folder, '.gitattributes')),
    said: {
      users: usual.includes(users) ? undefined : relative(folder, users).replaceAll(sep, '/'),
      catalog: basename(path) === 'scopes.yaml' ? undefined : basename(path),
    },
    flag: flags.catalog === undefined || found ? undefined : catalog.shown,
  }
}

/** Whether a file that was typed exists. */
export const isThere = (typed: string, ctx: Context): boolean => existsSync(resolve(ctx.cwd, typed))

/** A path that was typed in one folder as another folder's files write it: with `/` on every system. */
export const pathFrom = (folder: string, typed: string, cwd: string): string =>
  relative(folder, resolve(cwd, typed)).replaceAll(sep, '/')
