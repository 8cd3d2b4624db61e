import type { Command } from 'commander'
import type { CatalogFile, TokenFile } from '../core/catalog/schema.js'
import { fail } from '../core/errors.js'
import type { SourceAnswer } from '../core/import/answer.js'
import { draftOf } from '../core/import/draft.js'
import type { Carried, LeftOut } from '../core/import/model.js'
import { refuseOther } from '../core/import/recognize.js'
import { type Problem, problem } from '../core/problem.js'
import type { ImportSource } from '../core/problems/import.js'
import type { LeftOutKind } from '../core/problems/left-out.js'
import type { Source } from '../core/source.js'
import type { Context } from '../io/context.js'
import { openTarget } from '../io/import-file.js'
import { readSource, type SourceForm } from '../io/import-source.js'
import { type ImportFlags, importResult, withImportFlags } from './import-result.js'
import { Session } from './session.js'
import { withGlobals } from './shared-flags.js'

/** How a kind of document becomes a catalog. */
interface Importer {
  readonly source: ImportSource
  readonly form: SourceForm
  /** @throws ScopectlError everything wrong with the document */
  read(source: Source): Carried
}

/** @param what the document, for help */
export const withSourceFlags = (
  command: Command,
  what: string,
  formats: readonly string[],
): Command =>
  withGlobals(withImportFlags(command.argument('<FILE>', `${what}, or - for stdin`)), formats)

/**
 * Reads a document and prints its catalog, or merges it into a file.
 *
 * @throws ScopectlError `import-not-one`, what the reader reports, and what {@link importResult} reports
 */
export async function importSource(
  argument: string,
  options: ImportFlags,
  ctx: Context,
  { source, form, read }: Importer,
): Promise<SourceAnswer> {
  new Session(options, ctx).requireEnvironment()
  const { output, force = false, quiet = false } = options
  const target = output === undefined ? undefined : openTarget(output, ctx)
  const document = await readSource(argument, form, ctx)
  refuseOther(document, source)
  const carried = read(document)
  const draft = draftOf(carried, document.file)
  if (target?.existing && !force) refuseOtherTokens(carried, target.existing.value)
  const result = importResult(target, { imported: carried, draft, said: {}, force }, options, ctx)
  const kept = target?.existing ? keptToken(carried, target.existing.value) : []
  return {
    kind: 'import',
    outcome: 'yes',
    source,
    document: document.file,
    format: carried.format,
    summary: summaryOf(carried),
    leftOut: carried.leftOut,
    findings: carried.notes,
    quiet,
    files: {},
    ...result,
    notes: [...notesOf(carried), ...kept, ...result.notes],
  }
}

/** What decides which tokens the names of a document are in. */
const KINDS_OF_TOKEN = ['audience', 'role_claim'] as const

/**
 * Names from tokens for another API, or from another claim, would be taken for those of the catalog.
 * @throws ScopectlError `import-other-token`
 */
function refuseOtherTokens({ token }: Carried, catalog: unknown): void {
  const has = (catalog as CatalogFile).token
  for (const setting of KINDS_OF_TOKEN) {
    const [before, states] = [has?.[setting], token[setting]]
    if (before === undefined || states === undefined) continue
    const all = [before].flat()
    if ([states].flat().some((each) => all.includes(each))) continue
    fail('import-other-token', {
      setting: `token.${setting}`,
      has: all.join(' '),
      states: [states].flat().join(' '),
    })
  }
}

/** An import never changes which tokens a catalog accepts. */
function keptToken({ token }: Carried, catalog: unknown): Problem[] {
  const has = (catalog as CatalogFile).token
  const settings = Object.entries(token).flatMap(([key, value]) =>
    JSON.stringify(has?.[key as keyof TokenFile]) === JSON.stringify(value) ? [] : [`token.${key}`],
  )
  return settings.length === 0 ? [] : [problem('import-kept-token', { settings })]
}

function summaryOf({ scopes, roles, routes, leftOut }: Carried): SourceAnswer['summary'] {
  return {
    scopes: scopes.size,
    roles: roles.size,
    routes: routes.length,
    undecided: routes.filter(({ requirement }) => requirement.level === 'undecided').length,
    left_out: leftOut.length,
  }
}

/** A summary, then one note for each kind of thing that was left out, then the others. */
function notesOf(carried: Carried): Problem[] {
  const { left_out: _, ...counts } = summaryOf(carried)
  const kinds = new Map<LeftOutKind, LeftOut[]>()
  for (const each of carried.leftOut) {
    const all = kinds.get(each.what) ?? []
    all.push(each)
    kinds.set(each.what, all)
  }
  return [
    problem('import-summary', { format: carried.format, ...counts }),
    ...[...kinds].map(([what, all]) =>
      problem('import-left-out', { what, names: all.map(({ name }) => name) }),
    ),
    ...carried.notes,
  ]
}
