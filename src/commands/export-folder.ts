import type { Command } from 'commander'
import { fail, ScopectlError } from '../core/errors.js'
import type { PolicyAnswer } from '../core/export/answer.js'
import type { Engine } from '../core/export/engine.js'
import { policyOf } from '../core/export/policy.js'
import { samplesOf } from '../core/export/samples.js'
import { problem } from '../core/problem.js'
import type { Context } from '../io/context.js'
import { folderPlace, writeFolder } from '../io/write-folder.js'
import { exportKeys } from './export-keys.js'
import { openSession } from './session.js'
import { type GlobalOptions, withGlobals } from './shared-flags.js'

export type ExportFlags = GlobalOptions & { force?: boolean }

/** The argument and flags that every export to an engine has. */
export const withExportFlags = (command: Command, formats: readonly string[]): Command =>
  withGlobals(
    command
      .argument('<DIR>', 'the folder to write; it is created')
      .option('--force', 'also overwrite files that scopectl did not write'),
    formats,
  )

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
  const { path, shown } = folderPlace(folder, ctx)
  const made = engine.files({ policy, samples: samplesOf(catalog), folder: shown })
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
    start: engine.start(shown),
    notes: [
      ...notes,
      ...(names.length > 0 ? [problem('export-undecided', { routes: names })] : []),
    ],
    files,
  }
}
