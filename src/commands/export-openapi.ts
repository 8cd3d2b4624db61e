import type { Command } from 'commander'
import { fail } from '../core/errors.js'
import type { ExportAnswer } from '../core/openapi/answer.js'
import { readDocument } from '../core/openapi/document.js'
import { exportOpenApi, isBelow } from '../core/openapi/export.js'
import { importOpenApi } from '../core/openapi/import.js'
import { mergeSecurity, wronglyMerged } from '../core/openapi/merge-security.js'
import { problem } from '../core/problem.js'
import type { Context } from '../io/context.js'
import { editDocument } from '../io/edit-document.js'
import { parsedText } from '../io/openapi-source.js'
import { documentText, printableText, writeDocument } from '../io/write-document.js'
import { writeInPlace } from '../io/write-file.js'
import type { CommandModule } from './command.js'
import {
  type DocumentFlags,
  importAs,
  openDocument,
  readingOf,
  refuseDocumentFlags,
  withDocumentFlags,
} from './document-flags.js'
import { openSession, type Session } from './session.js'
import { type GlobalOptions, withGlobals } from './shared-flags.js'

type ExportOptions = GlobalOptions &
  DocumentFlags & { output?: string; force?: boolean; merge?: string }

export const command = {
  about: [
    'Writes scopes, routes and their requirements as OpenAPI 3.1. Importing it again gives',
    'the same decisions. With --merge, updates an existing document, in place or to -o (-:',
    'stdout): only the security of operations, and missing scopes and schemes.',
  ].join('\n'),
  examples: ['export openapi -o openapi.json', 'export openapi --merge openapi.json'],
  define: (command: Command, formats): Command =>
    withGlobals(
      withDocumentFlags(
        command
          .option('-o, --output <FILE>', 'write to this file (.yaml: as YAML)')
          .option('--force', 'with -o: overwrite an existing file')
          .option('--merge <DOCUMENT>', 'update this document instead of writing a new one'),
        'with --merge: ',
      ),
      formats,
    ),
  async run(_args, raw, ctx): Promise<ExportAnswer> {
    const options = raw as ExportOptions
    if (options.merge === undefined) refuseDocumentFlags(options, '--merge DOCUMENT')
    const session = openSession(options, ctx, { users: false })
    const { catalog, files, notes } = session
    const base = { kind: 'export openapi' as const, outcome: 'yes' as const, files }
    const more = { quiet: options.quiet ?? false }
    if (options.merge !== undefined) {
      const merged = await merge(session, options.merge, options, ctx)
      return { ...base, ...more, ...merged, notes: [...notes, ...merged.notes] }
    }
    const document = exportOpenApi(catalog)
    const { prefix } = catalog.openapi
    const inFull = prefix !== undefined && prefix !== '' && !isBelow(catalog.routes, prefix)
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
      notes: inFull ? [...notes, problem('export-full-paths', { prefix })] : notes,
    }
  },
} satisfies CommandModule

type Merged = Pick<ExportAnswer, 'document' | 'text' | 'written' | 'changed' | 'notes'>

async function merge(
  { catalog, loaded: { folder } }: Session,
  argument: string,
  { output, force = false, ...flags }: ExportOptions,
  ctx: Context,
): Promise<Merged> {
  const reading = readingOf(flags, ctx, folder, catalog.openapi)
  const source = await openDocument(argument, reading, ctx)
  const imported = importAs(source, reading)
  const { edits, changed, notes: left } = mergeSecurity(catalog, readDocument(source), imported)
  const notes = [...reading.differs, ...left]
  const text = editDocument(source, edits) ?? fail('export-shared', { routes: changed })
  const document = parsedText(source.name, text)
  // Parts that operations share through a reference or alias would change all of them.
  const { options } = reading
  const chosen = imported.tokens.map(({ name }) => name)
  const same = { ...options, scheme: chosen.length > 0 ? chosen : options.scheme }
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
