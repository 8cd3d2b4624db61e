import type { Command } from 'commander'
import { fail } from '../core/errors.js'
import type { ExportAnswer } from '../core/openapi/answer.js'
import { exportOpenApi, isBelow } from '../core/openapi/export.js'
import { problem } from '../core/problem.js'
import { documentText, writeDocument } from '../io/write-document.js'
import type { CommandModule } from './command.js'
import { refuseDocumentFlags, withDocumentFlags } from './document-flags.js'
import { type MergeFlags, mergeInto } from './export-merge.js'
import { failOnKinds } from './fail-on.js'
import { openSession } from './session.js'
import { type GlobalOptions, withGlobals } from './shared-flags.js'

type ExportOptions = GlobalOptions &
  MergeFlags & {
    merge?: string
    failOn?: readonly 'unwritten'[]
  }

export const command = {
  about: [
    'Writes scopes, routes and their requirements as OpenAPI 3.1. Importing it again gives',
    'the same decisions. With --merge, updates an existing document, in place or to -o (-:',
    'stdout): only the security of operations, and missing scopes and schemes. Operations',
    'whose security is shared with others (through a $ref or a YAML anchor) are listed as',
    'not written.',
  ].join('\n'),
  examples: [
    'export openapi -o openapi.json',
    'export openapi --merge openapi.json --fail-on unwritten',
  ],
  define: (command: Command, formats): Command =>
    withGlobals(
      withDocumentFlags(
        command
          .option('-o, --output <FILE>', 'write to this file (.yaml: as YAML)')
          .option('--force', 'with -o: overwrite an existing file')
          .option('--merge <DOCUMENT>', 'update this document instead of writing a new one')
          .option(
            '--add-scheme <NAME>',
            "with --merge: declare this OAuth2 scheme for the catalog's tokens",
          )
          .option(
            '--fail-on <KIND>',
            'with --merge: exit 5 if operations were not written (unwritten)',
            failOnKinds(['unwritten']),
          ),
        'with --merge: ',
      ),
      formats,
    ),
  async run(_args, raw, ctx): Promise<ExportAnswer> {
    const options = raw as ExportOptions
    checkFlags(options)
    const session = openSession(options, ctx, { users: false })
    const { catalog, files, notes } = session
    const base = { kind: 'export openapi' as const, outcome: 'yes' as const, files }
    const more = { quiet: options.quiet ?? false }
    if (options.merge !== undefined) {
      const merged = await mergeInto(options.merge, session, options, ctx)
      const fails = merged.unwritten.length > 0 && options.failOn !== undefined
      const outcome = fails ? 'failed' : 'yes'
      return { ...base, ...more, ...merged, outcome, notes: [...notes, ...merged.notes] }
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
      ...NOT_MERGED,
      notes: inFull ? [...notes, problem('export-full-paths', { prefix })] : notes,
    }
  },
} satisfies CommandModule

const NOT_MERGED = { changed: undefined, unwritten: undefined, declared: undefined }

function checkFlags(options: ExportOptions): void {
  const { merge, scheme, addScheme, failOn } = options
  if (merge === undefined) {
    const needs = '--merge DOCUMENT'
    refuseDocumentFlags(options, needs)
    if (addScheme !== undefined) fail('flag-needs', { flag: '--add-scheme', needs })
    if (failOn !== undefined) fail('flag-needs', { flag: '--fail-on', needs })
  }
  if (scheme !== undefined && addScheme !== undefined)
    fail('conflicting-flags', { flags: ['--scheme', '--add-scheme'] })
}
