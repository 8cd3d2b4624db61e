import type { Command } from 'commander'
import type { ImportAnswer } from '../core/openapi/answer.js'
import type { Imported } from '../core/openapi/import.js'
import { toCatalog } from '../core/openapi/to-catalog.js'
import { type Problem, problem } from '../core/problem.js'
import { checkedText, openTarget, writeImport } from '../io/import-file.js'
import { readOpenApi } from '../io/openapi-source.js'
import type { CommandModule } from './command.js'
import { type DocumentFlags, importAs, readingOf } from './document-flags.js'
import { Session } from './session.js'
import { type GlobalOptions, withGlobals } from './shared-flags.js'

type ImportOptions = GlobalOptions & DocumentFlags & { output?: string; force?: boolean }

export const command = {
  about: [
    'Reads OpenAPI 3.0, 3.1 or Swagger 2.0 from a file, an https or loopback URL, or -.',
    'An existing catalog is updated: routes are added and changed, the rest is kept, with',
    'comments. A change that would allow more than now needs --force (otherwise exit 2).',
    'Operations without `security` become `undecided`, never public. --scheme and',
    '--base-path are kept in the catalog (openapi:), for drift and the next import.',
  ].join('\n'),
  examples: ['import openapi openapi.json -o scopes.yaml', 'import openapi api.yaml --json'],
  define: (command: Command, formats): Command =>
    withGlobals(
      command
        .argument('<DOCUMENT>', 'the OpenAPI document')
        .option('-o, --output <FILE>', 'write the catalog to this file, or update it')
        .option('--force', 'also apply changes that allow more than now')
        .option('--scheme <NAME>', "the security scheme of the catalog's tokens (the most used)")
        .option('--base-path <PATH>', 'replaces the path prefix of the document; / for none'),
      formats,
    ),
  async run([argument = ''], raw, ctx): Promise<ImportAnswer> {
    const options = raw as ImportOptions
    new Session(options, ctx).requireEnvironment()
    const source = await readOpenApi(argument, ctx)
    const { output, force = false, quiet = false } = options
    const target = output === undefined ? undefined : openTarget(output, ctx)
    const reading = readingOf(options, target?.existing?.catalog.openapi)
    const imported = importAs(source, reading)
    const { said } = reading
    const draft = toCatalog(imported, said)
    const facts = {
      kind: 'import openapi' as const,
      outcome: 'yes' as const,
      document: imported.document,
      version: imported.version,
      scheme: imported.primary?.name,
      summary: imported.census,
      findings: imported.findings,
      quiet,
      files: {},
    }
    if (!target) {
      const text = checkedText(draft, 'scopes.yaml')
      const rest = { catalog: draft.value, text, written: undefined, changes: undefined }
      return { ...facts, ...rest, notes: importNotes(imported) }
    }
    const { shown, catalog, changes, notes } = writeImport(target, { imported, draft, said, force })
    return {
      ...facts,
      catalog,
      text: undefined,
      written: shown,
      changes,
      notes: [...importNotes(imported), ...notes],
    }
  },
} satisfies CommandModule

/** Notes about how the catalog was created. */
export function importNotes({ census, primary, schemes, findings }: Imported): Problem[] {
  const bearers = [...schemes.values()].filter(({ kind }) => kind === 'bearer')
  const leading = {
    scheme: primary?.name,
    type: primary?.type ?? '',
    bearers: bearers.map(({ name }) => name),
  }
  // Only worth a note if there was a choice.
  const tokenSchemes = [...schemes.values()].filter(({ kind }) => kind === 'token')
  const chosen = !primary || tokenSchemes.length > 1 ? [problem('openapi-primary', leading)] : []
  return [problem('openapi-summary', { ...census }), ...chosen, ...findings]
}
