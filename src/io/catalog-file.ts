import { existsSync, lstatSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { fail } from '../core/errors.js'
import type { Source } from '../core/source.js'
import type { Context } from './context.js'
import { readJson } from './json-source.js'
import { attempt, readText } from './read-file.js'
import { readYaml } from './yaml-source.js'

/** How a users file beside the catalog may end. */
export const USERS_ENDS = ['yaml', 'json', 'ndjson', 'csv'] as const

/** The folder beside the catalog that holds the development keys. */
export const RING_FOLDER = '.scopectl'

/** The path as messages show it: from the current folder, where that is shorter. */
export function display(path: string, cwd: string): string {
  const below = `${cwd}${sep}`
  if (path.startsWith(below)) return path.slice(below.length) || path
  const short = relative(cwd, path)
  return short !== '' && !isAbsolute(short) && short.length < path.length ? short : path
}

/**
 * The catalog's absolute path: `flag` (--catalog), else SCOPECTL_CATALOG (empty counts as unset), else the first folder
 * with scopes.yaml or scopes.json on the way up to the repository root (the folder that holds `.git`); outside of
 * a repository on the way up to the home folder, and outside of both in the current folder only.
 *
 * A named file is not looked at here: reading it says what is wrong with it. Who owns a file that was found is not
 * checked; `-v` and `--json` name the file.
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
 * NAME.yaml or NAME.json of a folder (or with another of these ends), undefined if there is none. A link that leads
 * nowhere counts as there: to pass it by would be to use another file than the one meant.
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

/** The same for text that is already here. */
export const sourceOfText = (shown: string, text: string): Source =>
  shown.endsWith('.json') ? readJson(shown, text) : readYaml(shown, text)

const exists = (path: string): boolean =>
  attempt(basename(path), undefined, () => lstatSync(path, { throwIfNoEntry: false })) !== undefined

const isEmpty = (path: string): boolean => {
  const stats = attempt(basename(path), undefined, () => statSync(path, { throwIfNoEntry: false }))
  return stats?.isFile() === true && stats.size === 0
}

/** From the current folder up to the last one that may be searched. */
function foldersUp(cwd: string, home: string): string[] {
  const all = [cwd]
  for (let folder = cwd; ; ) {
    if (existsSync(join(folder, '.git'))) return all
    const above = dirname(folder)
    if (above === folder) break
    all.push(above)
    folder = above
  }
  const top = all.indexOf(realHome(home))
  return all.slice(0, top + 1 || 1)
}

/** The current folder comes without symlinks from the system; the home folder may be called by one. */
function realHome(home: string): string {
  if (home === '') return home
  try {
    return realpathSync(home)
  } catch {
    return resolve(home.endsWith(sep) ? home.slice(0, -1) : home)
  }
}
