import { lstatSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { fail } from '../core/errors.js'
import type { Source } from '../core/source.js'
import type { Context } from './context.js'
import { noteFacts } from './file-facts.js'
import { readJson } from './json-source.js'
import { attempt, readText } from './read-file.js'
import { repositoryOf } from './repository-folder.js'
import { readYaml } from './yaml-source.js'

/** The extensions of a users file next to the catalog. */
export const USERS_ENDS = ['yaml', 'json', 'ndjson', 'csv'] as const

/** The folder next to the catalog with the development keys. */
export const RING_FOLDER = '.scopectl'

/** The path as messages show it: relative to the current folder, if that is shorter. */
export function display(path: string, cwd: string): string {
  const below = `${cwd}${sep}`
  if (path.startsWith(below)) return path.slice(below.length) || path
  const short = relative(cwd, path)
  return short !== '' && !isAbsolute(short) && short.length < path.length ? short : path
}

/**
 * The catalog's absolute path: `flag` (--catalog), else SCOPECTL_CATALOG (empty counts as unset), else the first
 * scopes.yaml or scopes.json from the current folder up to the repository root (the folder that contains `.git`);
 * outside a repository up to the home folder, and outside both in the current folder only.
 *
 * A named file is not examined here: reading it reports what is wrong with it. The owner of a file that was found is
 * not checked; `-v` and `--json` name the file.
 *
 * @throws ScopectlError `catalog-missing`, `two-files`
 */
export function findCatalog(flag: string | undefined, ctx: Context): string {
  const named = flag ?? (ctx.env['SCOPECTL_CATALOG'] || undefined)
  if (named !== undefined) return resolve(ctx.cwd, named)
  const folders = foldersUp(ctx.cwd, ctx.home)
  for (const folder of folders) {
    const found = besides(folder, 'scopes', '--catalog', ctx.cwd)
    if (found) return found
  }
  const suggestion = folders.map((folder) => join(folder, 'scopes.yml')).find(exists)
  return fail('catalog-missing', {
    from: folders[0] ?? ctx.cwd,
    to: folders.at(-1) ?? ctx.cwd,
    suggestion: suggestion && display(suggestion, ctx.cwd),
  })
}

/**
 * NAME.yaml or NAME.json in a folder (or with the given extensions), undefined if there is none. A broken symlink
 * counts as a file: to skip it could mean to use another file than the intended one.
 *
 * @throws ScopectlError `two-files` if there are several, `empty-second-file` if all but one are empty
 */
export function besides(
  folder: string,
  name: string,
  flag: string,
  cwd: string,
  ends: readonly string[] = ['yaml', 'json'],
): string | undefined {
  const all = ends.map((end) => join(folder, `${name}.${end}`)).filter(exists)
  const [one, other] = all
  if (one === undefined || other === undefined) return one
  const [full, ...more] = all.filter((path) => !isEmpty(path))
  const empty = all.find(isEmpty)
  if (full !== undefined && more.length === 0 && empty !== undefined) {
    const users = name === 'users'
    fail('empty-second-file', { empty: display(empty, cwd), file: display(full, cwd), users })
  }
  return fail('two-files', { files: [display(one, cwd), display(other, cwd)], flag })
}

/** Reads `.json` as JSON and everything else as YAML; `by`: the flag or setting that names the file. */
export function readSource(path: string, ctx: Context, by?: string): Source {
  const shown = display(path, ctx.cwd)
  return sourceOfText(shown, readText(path, shown, by))
}

/** Like readSource, for text that was already read. */
export const sourceOfText = (shown: string, text: string): Source =>
  shown.endsWith('.json') ? readJson(shown, text) : readYaml(shown, text)

function exists(path: string): boolean {
  noteFacts(path)
  const look = () => lstatSync(path, { throwIfNoEntry: false })
  return attempt(basename(path), undefined, look) !== undefined
}

const isEmpty = (path: string): boolean => {
  const stats = attempt(basename(path), undefined, () => statSync(path, { throwIfNoEntry: false }))
  return stats?.isFile() === true && stats.size === 0
}

/** The folders to search, from the current one upwards. */
function foldersUp(cwd: string, home: string): string[] {
  const all = [cwd]
  const repository = repositoryOf(cwd)
  for (let folder = cwd; folder !== repository && dirname(folder) !== folder; ) {
    folder = dirname(folder)
    all.push(folder)
  }
  if (repository !== undefined) return all
  const top = all.indexOf(realHome(home))
  return all.slice(0, top + 1 || 1)
}

/** The system reports the current folder without symlinks, but the path of the home folder may contain one. */
function realHome(home: string): string {
  if (home === '') return home
  try {
    return realpathSync(home)
  } catch {
    return resolve(home.endsWith(sep) ? home.slice(0, -1) : home)
  }
}
