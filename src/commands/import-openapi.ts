import type { Command } from 'commander'
import { canonicalPath } from '../core/catalog/canonical-path.js'
import { fail } from '../core/errors.js'
import type { ImportAnswer } from '../core/openapi/answer.js'
import { type Imported, importOpenApi } from '../core/openapi/import.js'
import { OPTIONAL, type Optional } from '../core/openapi/security.js'
import { toCatalog } from '../core/openapi/to-catalog.js'
import { type Problem, problem } from '../core/problem.js'
import { checkedText, writeImport } from '../io/import-file.js'
import { readOpenApi } from '../io/openapi-source.js'
import type { CommandModule } from './command.js'
import { Session } from './session.js'
import { type GlobalOptions, oneOf, withGlobals } from './shared-flags.js'

type ImportOptions = GlobalOptions & {
  output?: string
  force?: boolean
  scheme?: string
  basePath?: string
  root?: string
  optional?: Optional
}

/** The help for `--root`. */
export const ROOT_SAYS = '$refs stay in this folder (the git root)'

/** The help for `--optional`. */
export const OPTIONAL_SAYS = 'what {} beside other security means: public (default), ignore'

export const command = {
  about: [
    'Reads OpenAPI 3.0 to 3.2 or Swagger 2.0 from a file, an https or loopback URL, or -.',
    'An existing catalog is updated: routes are added and changed, the rest is kept, with',
    'comments. A change that would allow more than now needs --force (otherwise exit 2).',
    'Operations without `security` become `undecided`, never public.',
  ].join('\n'),
  examples: ['import openapi openapi.json -o scopes.yaml', 'import openapi api.yaml --json'],
  define: (command: Command, formats): Command =>
    withGlobals(
      command
        .argument('<DOCUMENT>', 'the OpenAPI document')
        .option('-o, --output <FILE>', 'write the catalog to this file, or update it')
        .option('--force', 'also apply changes that allow more than now')
        .option('--scheme <NAME>', "the security scheme of the catalog's tokens (the most used)")
        .option('--base-path <PATH>', 'replaces the path prefix of the document; / for none')
        .option('--optional <AS>', OPTIONAL_SAYS, oneOf('--optional', OPTIONAL))
        .option('--root <DIR>', ROOT_SAYS),
      formats,
    ),
  async run([argument = ''], raw, ctx): Promise<ImportAnswer> {
    const options = raw as ImportOptions
    new Session(options, ctx).requireEnvironment()
    const { scheme, basePath, root, optional, output, force = false, quiet = false } = options
    const prefix = readPrefix(basePath)
    // The document is not kept: a large one takes most of the memory.
    const reading = { scheme, prefix, optional }
    const imported = importOpenApi(await readOpenApi(argument, ctx, root), reading)
    const draft = toCatalog(imported)
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
    if (output === undefined) {
      const text = checkedText(draft, 'scopes.yaml')
      const rest = { catalog: draft.value, text, written: undefined, changes: undefined }
      return { ...facts, ...rest, notes: importNotes(imported) }
    }
    const { shown, catalog, merge } = writeImport(output, { imported, draft, force }, ctx)
    return {
      ...facts,
      catalog,
      text: undefined,
      written: shown,
      changes: merge?.changes,
      notes: [...importNotes(imported), ...(merge?.notes ?? [])],
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

/** The value of --base-path; undefined without it. */
export function readPrefix(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  const read = canonicalPath(text)
  if ('why' in read) fail('openapi-bad-prefix', { prefix: text, why: read.why })
  return read.path.replace(/\/$/, '')
}
