import { readdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fail } from '../core/errors.js'
import { nearest } from '../core/nearest.js'
import { display, findCatalog } from './catalog-file.js'
import type { Context } from './context.js'

/** A suite before it is read. */
export interface SuiteFile {
  readonly form: 'suite' | 'table'
  /** Absolute; undefined: stdin. */
  readonly path: string | undefined
  /** Its name in messages. */
  readonly shown: string
  /** What the paths in it are relative to. */
  readonly folder: string
}

export interface Named {
  readonly files: readonly string[]
  readonly tables: readonly string[]
  readonly catalog?: string | undefined
}

/** Where suites are looked for beside the catalog. */
const FOLDERS = ['test', 'tests'] as const
const SUITE = /^(?:.+\.)?scopes\.test\.(?:yaml|json)$/

export const isSuiteName = (name: string): boolean =>
  SUITE.test(name) || (FOLDERS as readonly string[]).includes(name)

/**
 * The suites that are named (`-`: stdin), each once; none named: scopes.test.yaml and *.scopes.test.yaml (or .json)
 * beside the catalog and directly in test/ and tests/ there, in the order of their names.
 *
 * @throws ScopectlError `no-suites`: to find nothing to ask is no pass. A named file is not looked at here.
 */
export function findSuites({ files, tables, catalog }: Named, ctx: Context): SuiteFile[] {
  if (files.filter((file) => file === '-').length > 1) fail('stdin-twice', {})
  const named = [
    ...[...new Set(files)].map((file) => suiteFile('suite', file, ctx)),
    ...[...new Set(tables)].map((file) => suiteFile('table', file, ctx)),
  ]
  return named.length > 0 ? named : discover(dirname(findCatalog(catalog, ctx)), ctx)
}

function suiteFile(form: SuiteFile['form'], file: string, ctx: Context): SuiteFile {
  if (file === '-' && form === 'suite') {
    return { form, path: undefined, shown: 'stdin', folder: ctx.cwd }
  }
  const path = resolve(ctx.cwd, file)
  return { form, path, shown: display(path, ctx.cwd), folder: dirname(path) }
}

function discover(folder: string, ctx: Context): SuiteFile[] {
  const folders = [folder, ...FOLDERS.map((name) => join(folder, name))]
  const names = folders.map((each) => ({ folder: each, names: listing(each) }))
  const found = names.flatMap((each) =>
    each.names.filter((name) => SUITE.test(name)).map((name) => join(each.folder, name)),
  )
  if (found.length > 0) return found.map((path) => suiteFile('suite', path, ctx))
  const candidates = names.flatMap((each) => each.names.filter((name) => name.includes('test')))
  const near = nearest('scopes.test.yaml', candidates)
  return fail('no-suites', { folders: [display(folder, ctx.cwd), ...FOLDERS], near })
}

/** Sorted by code unit; of a folder that is not there, or may not be read, nothing. */
function listing(folder: string): string[] {
  try {
    return readdirSync(folder).sort()
  } catch {
    return []
  }
}
