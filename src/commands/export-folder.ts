import { fail, ScopectlError } from '../core/errors.js'
import type { PolicyAnswer } from '../core/export/answer.js'
import type { Engine } from '../core/export/engine.js'
import { policyOf } from '../core/export/policy.js'
import { type Sample, samplesOf } from '../core/export/samples.js'
import { suiteSamples } from '../core/export/suite-samples.js'
import { type Problem, problem } from '../core/problem.js'
import type { Context } from '../io/context.js'
import { folderPlace, writeFolder } from '../io/write-folder.js'
import { exportKeys } from './export-keys.js'
import { openSession } from './session.js'
import type { GlobalOptions } from './shared-flags.js'
import { openSuites, suiteFiles } from './suites.js'

export type ExportFlags = GlobalOptions & {
  force?: boolean
  tests?: readonly string[]
  acceptWider?: boolean
}

/**
 * Writes the catalog as configuration of an engine. With anything that the engine cannot express, nothing is written.
 *
 * @throws ScopectlError `export-…`, and those of the catalog, its keys, and of writing
 */
export async function exportFolder(
  engine: Engine,
  [folder = '']: readonly string[],
  options: ExportFlags,
  ctx: Context,
): Promise<PolicyAnswer> {
  const session = openSession(options, ctx, { users: false })
  const { catalog, files, notes } = session
  if (catalog.routes.length === 0) fail('export-no-routes', { file: catalog.file })
  const keys = await exportKeys(engine, session)
  const policy = policyOf(catalog, { ...keys, leeway: session.leeway })
  const cannot = engine.cannot(policy)
  if (cannot.length > 0) throw new ScopectlError(cannot)
  const gaps = engine.gaps?.(policy) ?? []
  const wider = { engine: engine.title, gaps }
  if (gaps.length > 0 && !options.acceptWider) fail('export-wider', wider, policy.tokens.at)
  const { path, shown } = folderPlace(folder, ctx)
  const { samples, left } = await testsOf(options, ctx)
  const all = [...samplesOf(catalog), ...samples]
  const made = engine.files({ policy, samples: all })
  writeFolder({ path, shown }, made, { mark: engine.mark, force: options.force ?? false })
  const undecided = policy.routes.filter(({ level }) => level === 'undecided')
  const names = undecided.map(({ name }) => name)
  return {
    kind: 'export',
    outcome: 'yes',
    engine: engine.name,
    folder: shown,
    written: made.map(({ name }) => name),
    routes: policy.routes.length,
    undecided: names,
    start: engine.start,
    notes: [
      ...notes,
      ...left,
      ...(gaps.length > 0 ? [problem('export-wider-accepted', wider)] : []),
      ...(names.length > 0 ? [problem('export-undecided', { routes: names })] : []),
    ],
    files,
  }
}

/** The tests of the named suites, and how many of them cannot be exported. */
async function testsOf(
  options: ExportFlags,
  ctx: Context,
): Promise<{ readonly samples: readonly Sample[]; readonly left: readonly Problem[] }> {
  if (!options.tests) return { samples: [], left: [] }
  const { files } = await suiteFiles(options.tests, options, ctx)
  const opened = await openSuites(files, options, ctx)
  const found = opened.map(({ suite, session }) => {
    const { file, catalogFile } = suite
    if (catalogFile !== undefined) fail('export-suite-catalog', { file, catalog: catalogFile })
    return { file, ...suiteSamples(session.catalog, suite) }
  })
  const left = found.flatMap(({ file, left: count }) =>
    count > 0 ? [problem('export-suite-left', { file, count })] : [],
  )
  return { samples: found.flatMap(({ samples }) => samples), left }
}
