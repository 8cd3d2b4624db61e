import type { Command } from 'commander'
import { refuseKnownOther } from '../core/import/recognize.js'
import type { ImportAnswer } from '../core/openapi/answer.js'
import type { OpenApiSource } from '../core/openapi/document.js'
import type { Imported } from '../core/openapi/import.js'
import { toCatalog } from '../core/openapi/to-catalog.js'
import { type Problem, problem } from '../core/problem.js'
import { openTarget } from '../io/import-file.js'
import type { CommandModule } from './command.js'
import {
  type DocumentFlags,
  importAs,
  openDocument,
  type Reading,
  readingOf,
  withDocumentFlags,
} from './document-flags.js'
import { type ImportFlags, importResult, withImportFlags } from './import-result.js'
import { Session } from './session.js'
import { withGlobals } from './shared-flags.js'

type ImportOptions = ImportFlags & DocumentFlags

export const command = {
  about: [
    'Reads OpenAPI 3.0 to 3.2 or Swagger 2.0 from a file, an https or loopback URL, or -.',
    'An existing catalog is updated: routes are added and changed, the rest is kept, with',
    'comments. A change that would allow more than now needs --force (otherwise exit 2).',
    'Operations without `security` become `undecided`, never public. The flags',
    'about reading are kept in the catalog (openapi:), for drift and the next import.',
  ].join('\n'),
  examples: ['import openapi openapi.json -o scopes.yaml', 'import openapi api.yaml --json'],
  define: (command: Command, formats): Command =>
    withGlobals(
      withDocumentFlags(withImportFlags(command.argument('<DOCUMENT>', 'the OpenAPI document'))),
      formats,
    ),
  async run([argument = ''], raw, ctx): Promise<ImportAnswer> {
    const options = raw as ImportOptions
    new Session(options, ctx).requireEnvironment()
    const { output, force = false, quiet = false } = options
    const target = output === undefined ? undefined : openTarget(output, ctx)
    const folder = target?.folder ?? ctx.cwd
    const reading = readingOf(options, ctx, folder, target?.existing?.catalog.openapi)
    // The document is not kept: a large one takes most of the memory.
    const imported = readOnce(await openDocument(argument, reading, ctx), reading)
    const { said } = reading
    const draft = toCatalog(imported, said)
    const result = importResult(target, { imported, draft, said, force }, options, ctx)
    return {
      kind: 'import openapi',
      outcome: 'yes',
      document: imported.document,
      version: imported.version,
      schemes: imported.tokens.map(({ name }) => name),
      summary: imported.census,
      findings: imported.findings,
      quiet,
      files: {},
      ...result,
      notes: [...importNotes(imported), ...result.notes],
    }
  },
} satisfies CommandModule

// An argument, not a variable of the command: the document is released after this.
function readOnce(source: OpenApiSource, reading: Reading): Imported {
  refuseKnownOther(source.name, source.value, 'openapi')
  return importAs(source, reading)
}

/** Notes about how the catalog was created. */
export function importNotes({ census, tokens, chosen, schemes, findings }: Imported): Problem[] {
  const bearers = [...schemes.values()].filter(({ kind }) => kind === 'bearer')
  // Only worth a note if there was a choice.
  const tokenSchemes = [...schemes.values()].filter(({ kind }) => kind === 'token')
  const isOurs = (name: string): boolean => tokens.some((scheme) => scheme.name === name)
  // What is proposed together with the chosen one is not proposed instead of it.
  const together = findings.flatMap((each) =>
    each.code === 'openapi-same-issuer' ? each.args.schemes : [],
  )
  const leading = {
    schemes: tokens.map(({ name, type }) => ({ name, type })),
    bearers: bearers.map(({ name }) => name),
    others: tokenSchemes.flatMap(({ name }) =>
      chosen || isOurs(name) || together.includes(name) ? [] : name,
    ),
  }
  const isNoted = tokens.length === 0 || tokenSchemes.length > tokens.length
  const leadingNote = isNoted ? [problem('openapi-primary', leading)] : []
  // Without a scheme of the catalog's own, the note on that covers each of those that could be it.
  const isCovered = (found: Problem): boolean =>
    tokens.length === 0 && found.code === 'openapi-scheme-kept' && found.args.mayLead
  const others = findings.filter((found) => !isCovered(found))
  return [problem('openapi-summary', { ...census }), ...leadingNote, ...others]
}
