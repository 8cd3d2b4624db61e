import { lstatSync, readdirSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { fail, ScopectlError } from '../core/errors.js'
import { nearest } from '../core/nearest.js'
import { display, findCatalog } from './catalog-file.js'
import type { Context } from './context.js'
import { attempt } from './read-file.js'
import { suitesNotRun } from './suites-not-run.js'

/** A suite before it is read. */
export interface SuiteFile {
  readonly form: 'suite' | 'table'
  /** Absolute; undefined: stdin. */
  readonly path: string | undefined
  /** Its name in messages. */
  readonly shown: string
  /** The folder that its paths are relative to. */
  readonly folder: string
}

export interface Named {
  readonly files: readonly string[]
  readonly tables: readonly string[]
  readonly catalog?: string | undefined
}

export interface FoundSuites {
  readonly files: readonly SuiteFile[]
  /** Files that look like suites but are not included, as messages show them. Empty if the files were named. */
  readonly notRun: Promise<readonly string[]>
}

/** The folders next to the catalog in which suites are searched for. */
const FOLDERS = ['test', 'tests'] as const
const SUITE = /^(?:.+\.)?scopes\.test\.(?:ya?ml|json)$/

export const isSuiteName = (name: string): boolean =>
  SUITE.test(name) || (FOLDERS as readonly string[]).includes(name)

/**
 * The named suites (`-`: stdin), without duplicates; if none are named: scopes.test.yaml and *.scopes.test.yaml (.yml,
 * .json) next to the catalog and directly in its test/ and tests/ folders, in alphabetical order.
 *
 * @throws ScopectlError `no-suites`: finding no tests does not count as passing. A named file is not examined here.
 */
export async function findSuites(
  { files, tables, catalog }: Named,
  ctx: Context,
): Promise<FoundSuites> {
  for (const file of files) if (/\.csv$/i.test(file)) fail('table-as-suite', { file })
  if (files.filter((file) => file === '-').length > 1) fail('stdin-twice', {})
  const named = [
    ...[...new Set(files)].map((file) => suiteFile('suite', file, ctx)),
    ...[...new Set(tables)].map((file) => suiteFile('table', file, ctx)),
  ]
  if (named.length > 0) return { files: named, notRun: Promise.resolve([]) }
  return await discover(dirname(findCatalog(catalog, ctx)), catalog, ctx)
}

function suiteFile(form: SuiteFile['form'], file: string, ctx: Context): SuiteFile {
  if (file === '-' && form === 'suite') {
    return { form, path: undefined, shown: 'stdin', folder: ctx.cwd }
  }
  const path = resolve(ctx.cwd, file)
  return { form, path, shown: display(path, ctx.cwd), folder: dirname(path) }
}

/** The name for a new suite next to the catalog, as messages show it; `catalog` likewise. */
export function newSuiteName(catalog: string, ctx: Context): string {
  const folder = dirname(resolve(ctx.cwd, catalog))
  for (let n = 1; ; n++) {
    const path = join(folder, `more${n === 1 ? '' : `-${n}`}.scopes.test.yaml`)
    if (!isThere(path)) return display(path, ctx.cwd)
  }
}

async function discover(
  folder: string,
  catalog: string | undefined,
  ctx: Context,
): Promise<FoundSuites> {
  const folders = [folder, ...FOLDERS.map((name) => join(folder, name))]
  const all = folders.flatMap((each) => listing(each, ctx).map((name) => join(each, name)))
  const found = all.filter((path) => SUITE.test(basename(path)))
  const notRun = suitesNotRun({ folder, found, beside: all, isRunBeside }, ctx)
  if (found.length > 0) {
    return { files: found.map((path) => suiteFile('suite', path, ctx)), notRun }
  }
  const candidates = all.map((path) => basename(path)).filter((name) => name.includes('test'))
  const suggestion = nearest('scopes.test.yaml', candidates)
  const shown = [display(folder, ctx.cwd), ...FOLDERS]
  return fail('no-suites', { folders: shown, suggestion, elsewhere: await notRun, catalog })
}

/** Whether a suite is discovered for another catalog: one in its folder, or in the parent of its test/ folder. */
function isRunBeside(path: string): boolean {
  if (!SUITE.test(basename(path))) return false
  const folder = dirname(path)
  const isTest = (FOLDERS as readonly string[]).includes(basename(folder))
  return [folder, ...(isTest ? [dirname(folder)] : [])].some((each) =>
    ['scopes.yaml', 'scopes.json'].some((name) => isThere(join(each, name))),
  )
}

const isThere = (path: string): boolean =>
  attempt(basename(path), undefined, () => lstatSync(path, { throwIfNoEntry: false })) !== undefined

/**
 * Sorted by code unit; empty for a missing folder.
 * @throws ScopectlError if it exists and cannot be listed: otherwise its suites would silently not be run.
 */
function listing(folder: string, ctx: Context): string[] {
  const shown = display(folder, ctx.cwd)
  try {
    return attempt(shown, undefined, () => readdirSync(folder)).sort()
  } catch (error) {
    const isMissing =
      error instanceof ScopectlError && error.problems.every(({ code }) => code === 'file-missing')
    if (!isMissing || (isThere(folder) && !isFile(folder))) throw error
    return []
  }
}

const isFile = (path: string): boolean =>
  lstatSync(path, { throwIfNoEntry: false })?.isFile() ?? false
