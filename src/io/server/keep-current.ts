import { dirname, join, resolve } from 'node:path'
import type { FilesUsed } from '../../core/answer-base.js'
import type { Catalog } from '../../core/catalog/model.js'
import { ScopectlError } from '../../core/errors.js'
import type { Problem } from '../../core/problem.js'
import { USERS_ENDS } from '../catalog-file.js'
import type { Context } from '../context.js'
import type { Facts } from '../file-facts.js'
import { Watch } from '../watch.js'

/** The files behind an answer that may be edited. */
export interface Behind {
  readonly catalog: Catalog
  readonly files: FilesUsed
  /** The file of --env. */
  readonly environment: string | undefined
  /** What the files were before they were read. */
  readonly read: Facts
}

export interface Current<T> {
  /** Reads the files again, and notes in `read` what they were before. */
  load(read: Facts): Promise<T>
  behind(loaded: T): Behind
  /** The files were edited, and are valid. */
  loaded(next: T): void
  /** The files were edited, and are invalid: the previous version is kept. */
  broken(problems: readonly Problem[]): void
  /** An error that is not a problem with the files: a bug. */
  failed(error: unknown): void
}

/** Keeps what was loaded up to date with its files. @returns a function that stops it. */
export function keepCurrent<T>(first: T, current: Current<T>, ctx: Context): () => void {
  const watch = new Watch()
  let stopped = false

  function add(loaded: T): void {
    const behind = current.behind(loaded)
    watch.add(filesBehind(behind, ctx), behind.read)
  }
  async function reload(): Promise<void> {
    const read: Facts = new Map()
    try {
      const next = await current.load(read)
      if (stopped) return
      add(next)
      current.loaded(next)
    } catch (error) {
      if (stopped) return
      if (!(error instanceof ScopectlError)) throw error
      // The file that needs fixing may be one that the valid version did not use.
      watch.add(filesOf(error.problems, ctx), read)
      current.broken(error.problems)
    }
  }
  async function run(): Promise<void> {
    while (!stopped) {
      await watch.changed()
      if (!stopped) await reload()
    }
  }
  add(first)
  run().catch((error) => {
    if (error instanceof ScopectlError) current.broken(error.problems)
    else current.failed(error)
  })
  return () => {
    stopped = true
    watch.close()
  }
}

/** Including files that would be used if they appeared. */
function filesBehind({ catalog, files, environment }: Behind, ctx: Context): string[] {
  const path = resolve(ctx.cwd, files.catalog ?? '.')
  const folder = dirname(path)
  const { key } = catalog.token
  const users = files.users === undefined ? [] : [resolve(ctx.cwd, files.users)]
  const usual = USERS_ENDS.map((end) => join(folder, `users.${end}`))
  return [
    ...[path, ...users, ...usual],
    ...(environment === undefined ? [] : [resolve(ctx.cwd, environment)]),
    ...(key?.startsWith('file:') ? [resolve(folder, key.slice('file:'.length))] : []),
    ...(key === undefined ? [join(folder, '.scopectl', 'keys.json')] : []),
  ]
}

function filesOf(problems: readonly Problem[], { cwd }: Context): string[] {
  const names = problems.flatMap(({ at, args }) => [
    at?.file,
    'file' in args && typeof args.file === 'string' ? args.file : undefined,
  ])
  return names.flatMap((name) => (name === undefined ? [] : [resolve(cwd, name)]))
}

/** The catalog that was found, by its full path, so that no other one is found later in its place. */
export const pinned = ({ catalog }: FilesUsed, ctx: Context): string =>
  resolve(ctx.cwd, catalog ?? '.')
