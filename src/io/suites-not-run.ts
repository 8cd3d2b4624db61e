import { existsSync, realpathSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { display } from './catalog-file.js'
import type { Context } from './context.js'
import { trackedFiles } from './git-tracked.js'

/** `scopes.tests.yaml`, `api-scopes_test.json`, `.scopes.test.yml`, in any case. */
const LOOKS_LIKE = /^(?:.*[._-])?scopes?[._-]?tests?\.(?:ya?ml|json)$/i
/** A pathspec for git, which has no such patterns: it matches everything that could fit. */
const PATHSPEC = ':(top,icase,glob)**/*scope*test*'

export interface Discovery {
  /** The catalog's folder. */
  readonly folder: string
  /** The suites that are run. */
  readonly found: readonly string[]
  /** All files in the folders that were searched. */
  readonly beside: readonly string[]
  /** Whether another catalog's discovery finds the file. */
  readonly isRunBeside: (path: string) => boolean
}

/**
 * Files that look like suites but are not run, as messages show them: with other names next to those that are run, and
 * anywhere that git tracks one. Without git, or outside a repository, only the former are known.
 */
export async function suitesNotRun(
  { folder, found, beside, isRunBeside }: Discovery,
  ctx: Context,
): Promise<readonly string[]> {
  const tracked = await trackedFiles(folder, PATHSPEC, ctx)
  const run = new Set(found.map(real))
  const looking = [...beside, ...tracked.map((file) => resolve(ctx.cwd, file))]
    .filter((path) => LOOKS_LIKE.test(basename(path)) && existsSync(path))
    .map(real)
    .filter((path) => !run.has(path) && !isRunBeside(path))
  return [...new Set(looking)].map((path) => display(path, ctx.cwd)).sort()
}

/** The path to a folder may contain symlinks; the file itself is meant by its own name. */
const real = (path: string): string =>
  existsSync(dirname(path)) ? join(realpathSync(dirname(path)), basename(path)) : path
