import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { display } from './catalog-file.js'
import type { Context } from './context.js'

const TIMEOUT_MS = 5000

/**
 * The files in git's index that match the pathspec (relative to `folder`), as messages show them. No shell, no
 * inherited GIT_* variables, and nothing that a repository's own settings could make git run. Empty if unknown: without
 * git, outside a repository, or if git does not trust the repository's owner.
 */
export async function trackedFiles(
  folder: string,
  pathspec: string,
  ctx: Context,
): Promise<string[]> {
  const { PATH, HOME, SystemRoot } = ctx.env
  const env = { PATH, HOME, SystemRoot, LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0' }
  const safe = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null']
  const args = ['-C', folder, ...safe, 'ls-files', '-z', '--', pathspec]
  const output = await new Promise<string>((done) => {
    execFile('git', args, { env, timeout: TIMEOUT_MS, maxBuffer: 1_000_000 }, (error, stdout) =>
      done(error ? '' : stdout),
    )
  })
  const files = output.split('\0').filter((file) => file !== '')
  return files.map((file) => display(join(folder, file), ctx.cwd))
}
