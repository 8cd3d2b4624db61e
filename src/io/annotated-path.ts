import { existsSync, realpathSync } from 'node:fs'
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path'
import { pathFrom } from './write-report.js'

/**
 * The path that GitHub resolves in an annotation: relative to the root of the repository, not to the current folder.
 *
 * The root is GITHUB_WORKSPACE if the file is in it, else the nearest folder above the file that has `.git`. A file of a
 * revision (`main:scopes.yaml`) is written as its path, which is relative to the root already. A file without a root
 * stays as it is.
 */
export function annotatedPath(
  file: string,
  workspace: string | undefined,
  cwd: () => string,
): string {
  try {
    const path = pathFrom(cwd, file)
    if (existsSync(path) || isAbsolute(file)) return fromRoot(path, workspace) ?? file
    const root = rootAbove(cwd())
    return inRevision(file, root) ?? fromRoot(path, workspace) ?? file
  } catch {
    return file // the current folder was deleted
  }
}

function fromRoot(path: string, workspace: string | undefined): string | undefined {
  const roots = [workspace ? real(workspace) : undefined, rootAbove(dirname(path))]
  const target = join(real(dirname(path)), basename(path))
  for (const root of roots) {
    const inside = root === undefined ? undefined : relative(root, target)
    if (inside && !inside.startsWith('..') && !isAbsolute(inside))
      return inside.replaceAll(sep, '/')
  }
  return undefined
}

/** Both a revision and a path may contain a colon: the path is the one that exists, else what follows the first colon. */
function inRevision(file: string, root: string | undefined): string | undefined {
  const starts = [...file.matchAll(/:/g)].map(({ index }) => index + 1)
  const paths = starts.map((start) => file.slice(start))
  return paths.find((path) => path !== '' && existsSync(join(root ?? '', path))) ?? paths[0]
}

function rootAbove(folder: string): string | undefined {
  if (existsSync(join(folder, '.git'))) return real(folder)
  const above = dirname(folder)
  return above === folder ? undefined : rootAbove(above)
}

/** Links resolved, as far as the folder exists. */
const real = (folder: string): string => (existsSync(folder) ? realpathSync(folder) : folder)
