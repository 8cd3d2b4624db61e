import type { Command } from 'commander'
import type { Catalog } from '../core/catalog/model.js'
import { suiteStep } from '../core/init/next-steps.js'
import { hasPinnedSuite } from '../core/init/pinned-suite.js'
import type { Drafted } from '../core/openapi/answer.js'
import type { Problem } from '../core/problem.js'
import type { Context } from '../io/context.js'
import { checkedText, type Import, type ImportTarget, writeImport } from '../io/import-file.js'
import { initPaths, isThere } from '../io/init-paths.js'
import type { GlobalOptions } from './shared-flags.js'

export type ImportFlags = GlobalOptions & { output?: string; force?: boolean }

/** The flags of every import about the catalog that it makes. */
export const withImportFlags = (command: Command): Command =>
  command
    .option('-o, --output <FILE>', 'write the catalog to this file, or update it')
    .option('--force', 'also apply changes that allow more than now')

type Result = Omit<Drafted, 'quiet'> & { readonly notes: readonly Problem[] }

/**
 * Writes what was imported into the target, or returns it as text if there is none.
 *
 * @throws ScopectlError what {@link writeImport} reports
 */
export function importResult(
  target: ImportTarget | undefined,
  made: Import,
  { output }: ImportFlags,
  ctx: Context,
): Result {
  if (!target) {
    const { text } = checkedText(made.draft, 'scopes.yaml')
    const unwritten = { written: undefined, changes: undefined, next: undefined, notes: [] }
    return { ...unwritten, catalog: made.draft.value, text }
  }
  const { shown, catalog, model, changes, notes } = writeImport(target, made)
  const next = nextAfterImport(output ?? shown, model, ctx)
  return { catalog, text: undefined, written: shown, changes, next, notes }
}

/** The line that writes a suite for the catalog, if it has none and there is something to test. */
function nextAfterImport(output: string, catalog: Catalog, ctx: Context): string | undefined {
  const { suite, flag } = initPaths({ catalog: output }, ctx)
  if (isThere(suite.path, ctx)) return undefined
  return hasPinnedSuite(catalog) ? suiteStep(flag) : undefined
}
