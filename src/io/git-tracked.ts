import { execFile } from 'node:child_process'
import { basename, dirname, join, resolve } from 'node:path'
import { display } from './catalog-file.js'
import type { Context } from './context.js'

const TIMEOUT_MS = 5000

/** The files in git's index that match the pathspec (relative to `folder`), as messages show them. */
export const trackedFiles = (folder: string, pathspec: string, ctx: Context): Promise<string[]> =>
  listFiles(folder, [], pathspec, ctx)

/** Whether git would add the file to its index: it does not have it yet, and no rule ignores it. */
export async function isAddable(path: string, ctx: Context): Promise<boolean> {
  const file = resolve(ctx.cwd, path)
  const which = ['--others', '--exclude-standard']
  return (await listFiles(dirname(file), which, `:(literal)${basename(file)}`, ctx)).length > 0
}

/**
 * No shell, no inherited GIT_* variables, and nothing that a repository's own settings could make git run. Empty if
 * unknown: without git, outside a repository, or if git does not trust the repository's owner.
 */
async function listFiles(
  folder: string,
  which: readonly string[],
  pathspec: string,
  ctx: Context,
): Promise<string[]> {
  const { PATH, HOME, SystemRoot } = ctx.env
  const env = { PATH, HOME, SystemRoot, LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0' }
  const safe = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null']
  const args = ['-C', folder, ...safe, 'ls-files', '-z', ...which, '--', pathspec]
  const output = await new Promise<string>((done) => {
    execFile('git', args, { env, timeout: TIMEOUT_MS, maxBuffer: 1_000_000 }, (error, stdout) =>
      done(error ? '' : stdout),
    )
  })
  const files = output.split('\0').filter((file) => file !== '')
  return files.map((file) => display(join(folder, file), ctx.cwd))
}
