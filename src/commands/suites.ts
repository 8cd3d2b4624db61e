import { fail, ScopectlError } from '../core/errors.js'
import { similarNames } from '../core/glob.js'
import type { Problem } from '../core/problem.js'
import { filterSuite } from '../core/suite/filter.js'
import type { ListedSuite } from '../core/suite/model.js'
import { LOCK_NAME } from '../io/access-lock.js'
import type { Context } from '../io/context.js'
import { type FoundSuites, findSuites, type SuiteFile } from '../io/find-suites.js'
import { type Seen, SuiteLoader } from '../io/load-suite.js'
import { fileOfPlace } from '../io/write-report.js'
import { Session } from './session.js'
import type { GlobalOptions } from './shared-flags.js'

export interface SuiteOptions extends GlobalOptions {
  table?: readonly string[]
  filter?: string
}

/** A suite with its catalog, users and time. */
export interface OpenSuite {
  readonly suite: ListedSuite
  readonly session: Session
  /** The folder that `file:` tokens in it are relative to. */
  readonly folder: string
}

/** The files that a run depends on, including keys and tokens, and the lock next to the catalog. */
export const inputsOf = (
  opened: readonly OpenSuite[],
  { env }: Pick<GlobalOptions, 'env'>,
): (string | undefined)[] => [
  env,
  ...opened.flatMap(({ suite, folder, session: { files, loaded, catalog } }) => [
    suite.file,
    files.catalog,
    files.users,
    `${loaded.folder}/${LOCK_NAME}`,
    fileOfPlace(catalog.token.key, loaded.folder),
    ...tokensIn(suite).map((from) => fileOfPlace(from, folder)),
  ]),
]

/** Where its given tokens come from. */
function tokensIn({ assertions }: ListedSuite): string[] {
  const places = new Set<string>()
  for (const { subject } of assertions) if (subject.kind === 'token') places.add(subject.from)
  return [...places]
}

/** The suites of a command line: those it names, else those next to the catalog. */
export const suiteFiles = (
  args: readonly string[],
  options: SuiteOptions,
  ctx: Context,
): Promise<FoundSuites> =>
  findSuites({ files: args, tables: options.table ?? [], catalog: options.catalog }, ctx)

/**
 * Reads the suites, each with its catalog and users, and keeps the tests that match --filter.
 * @param seen is called with the files before they are read.
 * @throws ScopectlError once, with the problems of all files; also if no tests are left.
 */
export async function openSuites(
  files: readonly SuiteFile[],
  options: SuiteOptions,
  ctx: Context,
  seen?: Seen,
): Promise<OpenSuite[]> {
  seen?.(files.flatMap(({ path }) => path ?? []))
  const loader = new SuiteLoader(options, ctx, seen)
  const run = new Session(options, ctx)
  const problems = new Set<Problem>()
  const opened: OpenSuite[] = []
  for (const file of files) {
    try {
      const { suite, loaded, folder } = await loader.load(file)
      // A flag overrides the file: it was given for this run.
      const at = options.at ?? suite.now ?? ctx.now()
      opened.push({ suite, session: run.about(loaded, { users: suite.users, at }), folder })
      run.requireEnvironment()
    } catch (error) {
      if (!(error instanceof ScopectlError)) throw error
      // Two suites with the same invalid catalog fail with the same problems.
      for (const found of error.problems) problems.add(found)
    }
  }
  if (problems.size > 0) throw new ScopectlError([...problems])
  return filtered(opened, options.filter)
}

function filtered(opened: readonly OpenSuite[], filter: string | undefined): OpenSuite[] {
  const left = opened
    .map((each) =>
      filter === undefined ? each : { ...each, suite: filterSuite(each.suite, filter) },
    )
    .filter(({ suite }) => suite.assertions.length + suite.always.length > 0)
  const total = (some: readonly OpenSuite[]): number =>
    some.reduce((sum, { suite }) => sum + suite.assertions.length + suite.always.length, 0)
  if (filter !== undefined && left.length === 0) {
    const names = new Set<string>()
    for (const { suite } of opened) {
      for (const { testName } of suite.assertions) names.add(testName)
      for (const { name } of suite.always) names.add(name)
    }
    const [example] = names
    fail('filter-empty', {
      filter,
      tests: names.size,
      similar: similarNames(filter, [...names]),
      example,
    })
  }
  if (left.every(({ suite }) => isSkipped(suite))) fail('all-skipped', { tests: total(left) })
  return left
}

function isSkipped({ assertions, always }: ListedSuite): boolean {
  if (always.length > 0) return false
  for (const { skip } of assertions) if (skip === undefined) return false
  return true
}
