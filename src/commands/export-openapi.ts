import type { Command } from 'commander'
import type { Catalog } from '../core/catalog/model.js'
import { fail } from '../core/errors.js'
import type { ExportAnswer } from '../core/openapi/answer.js'
import { readDocument } from '../core/openapi/document.js'
import { exportOpenApi } from '../core/openapi/export.js'
import { importOpenApi } from '../core/openapi/import.js'
import { mergeSecurity, wronglyMerged } from '../core/openapi/merge-security.js'
import { OPTIONAL, type Optional } from '../core/openapi/security.js'
import { problem } from '../core/problem.js'
import type { Context } from '../io/context.js'
import { editDocument } from '../io/edit-document.js'
import { parsedText, readOpenApi } from '../io/openapi-source.js'
import { documentText, printableText, writeDocument } from '../io/write-document.js'
import { writeInPlace } from '../io/write-file.js'
import type { CommandModule } from './command.js'
import { OPTIONAL_SAYS, ROOT_SAYS } from './import-openapi.js'
import { openSession } from './session.js'
import { type GlobalOptions, oneOf, withGlobals } from './shared-flags.js'

type ExportOptions = GlobalOptions & {
  output?: string
  force?: boolean
  merge?: string
  scheme?: string
  root?: string
  optional?: Optional
}

export const command = {
  about: [
    'Writes scopes, routes and their requirements as OpenAPI 3.1. Importing it again gives',
    'the same decisions. With --merge, updates an existing document, in place or to -o (-:',
    'stdout): only the security of operations, and missing scopes and schemes.',
  ].join('\n'),
  examples: ['export openapi -o openapi.json', 'export openapi --merge openapi.json'],
  define: (command: Command, formats): Command =>
    withGlobals(
      command
        .option('-o, --output <FILE>', 'write to this file (.yaml: as YAML)')
        .option('--force', 'with -o: overwrite an existing file')
        .option('--merge <DOCUMENT>', 'update this document instead of writing a new one')
        .option('--scheme <NAME>', "with --merge: the scheme of the catalog's tokens")
        .option('--optional <AS>', `with --merge: ${OPTIONAL_SAYS}`, oneOf('--optional', OPTIONAL))
        .option('--root <DIR>', `with --merge: ${ROOT_SAYS}`),
      formats,
    ),
  async run(_args, raw, ctx): Promise<ExportAnswer> {
    const options = raw as ExportOptions
    for (const name of ['scheme', 'root', 'optional'] as const) {
      if (options[name] !== undefined && options.merge === undefined) {
        fail('flag-needs', { flag: `--${name}`, needs: '--merge DOCUMENT' })
      }
    }
    const { catalog, files, notes } = openSession(options, ctx, { users: false })
    const base = { kind: 'export openapi' as const, outcome: 'yes' as const, files }
    const more = { quiet: options.quiet ?? false }
    if (options.merge !== undefined) {
      const merged = await merge(catalog, options.merge, options, ctx)
      return { ...base, ...more, ...merged, notes: [...notes, ...merged.notes] }
    }
    const document = exportOpenApi(catalog)
    const text = documentText(document, options.output)
    const { output, force = false } = options
    const written =
      output === undefined || output === '-'
        ? undefined
        : writeDocument(output, text, { force }, ctx)
    return {
      ...base,
      ...more,
      document,
      text: written === undefined ? text : undefined,
      written,
      changed: undefined,
      notes,
    }
  },
} satisfies CommandModule

type Merged = Pick<ExportAnswer, 'document' | 'text' | 'written' | 'changed' | 'notes'>

async function merge(
  catalog: Catalog,
  argument: string,
  { output, force = false, scheme, root, optional }: ExportOptions,
  ctx: Context,
): Promise<Merged> {
  const source = await readOpenApi(argument, ctx, root)
  const imported = importOpenApi(source, { scheme, optional })
  const { edits, changed, notes } = mergeSecurity(catalog, readDocument(source), imported)
  const text = editDocument(source, edits) ?? fail('export-shared', { routes: changed })
  const document = parsedText(source.name, text)
  // Parts that operations share through a reference or alias would change all of them.
  const same = { scheme: imported.primary?.name ?? scheme, optional }
  const after = importOpenApi({ ...source, value: document }, same)
  const wrong = wronglyMerged(catalog, imported, after)
  if (wrong.length > 0) fail('export-shared', { routes: wrong })
  const inPlace = output === undefined
  const isStdout = output === '-' || (inPlace && source.path === undefined)
  if (isStdout) {
    const printed = printableText(text, document, source.form)
    const lost = printed.lost ? [problem('export-comments-lost', {})] : []
    const more = { written: undefined, changed, notes: [...notes, ...lost] }
    return { document, text: printed.text, ...more }
  }
  // An in-place update may overwrite its own file; it is left untouched if nothing changes.
  const path = output ?? source.path ?? ''
  const marked = source.mark + text
  if (inPlace && text !== source.text) writeInPlace(path, marked, source.name)
  const written = inPlace ? source.name : writeDocument(path, marked, { force }, ctx)
  return { document, text: undefined, written, changed, notes }
}
