import { existsSync, realpathSync, statSync } from 'node:fs'
import { dirname, isAbsolute, relative, resolve } from 'node:path'
import { fail } from '../core/errors.js'
import { display } from './catalog-file.js'
import type { Context } from './context.js'
import { attempt } from './read-file.js'
import { repositoryOf } from './repository-folder.js'

/**
 * The folder that the references of a document may not leave: that of `--root`, else the root of the git repository
 * that contains the document, else the document's own folder. Without symlinks, like `document`.
 *
 * @throws ScopectlError `file-missing`, `file-unreadable`, `not-a-folder`, `openapi-outside-root`
 */
export function rootOf(document: string, flag: string | undefined, ctx: Context): string {
  if (flag === undefined) return defaultRoot(dirname(document))
  const root = rootFolder(flag, ctx)
  if (!isInside(root, document)) {
    fail('openapi-outside-root', { file: display(document, ctx.cwd), root: flag })
  }
  return root
}

/** A repository at the root of the file system would not bound anything. */
function defaultRoot(folder: string): string {
  const repository = repositoryOf(folder)
  return repository === undefined || dirname(repository) === repository ? folder : repository
}

/** The folder that `--root` names, without symlinks. */
export function rootFolder(flag: string, ctx: Context): string {
  return attempt(flag, '--root', () => {
    const real = realpathSync(resolve(ctx.cwd, flag))
    return statSync(real).isDirectory() ? real : fail('not-a-folder', { file: flag, by: '--root' })
  })
}

/** Whether the path is below the folder; compares names only, so neither may contain symlinks. */
export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return way !== '' && way !== '..' && !/^\.\.[\\/]/.test(way) && !isAbsolute(way)
}

/** The folder that a flag names, as a file in `folder` would name it. */
export const seenFrom = (folder: string, flag: string, { cwd }: Context): string =>
  relative(folder, resolve(cwd, flag)).replaceAll('\\', '/') || '.'

/**
 * The folder that a catalog in `folder` names, if it is in the catalog's own git repository. A file must not make a run read
 * what is outside: for that, a person gives the flag.
 *
 * @returns undefined if it is outside, or missing: the default then applies
 */
export function rememberedRoot(folder: string, name: string): string | undefined {
  const path = resolve(folder, name)
  if (!existsSync(path) || !existsSync(folder)) return undefined
  const [root, bound] = [realpathSync(path), defaultRoot(realpathSync(folder))]
  return root === bound || isInside(bound, root) ? root : undefined
}
