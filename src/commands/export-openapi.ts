import type { Command } from 'commander'
import { fail } from '../core/errors.js'
import type { ExportAnswer } from '../core/openapi/answer.js'
import { exportOpenApi } from '../core/openapi/export.js'
import { documentText, writeDocument } from '../io/write-document.js'
import type { CommandModule } from './command.js'
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
      command
        .option('-o, --output <FILE>', 'write to this file (.yaml: as YAML)')
        .option('--force', 'with -o: overwrite an existing file')
        .option('--merge <DOCUMENT>', 'update this document instead of writing a new one')
        .option('--scheme <NAME>', "with --merge: the scheme of the catalog's tokens")
        .option('--add-scheme <NAME>', 'with --merge: declare this OAuth2 scheme for them')
        .option(
          '--fail-on <KIND>',
          'with --merge: exit 5 if operations were not written (unwritten)',
          failOnKinds(['unwritten']),
        ),
      formats,
    ),
  async run(_args, raw, ctx): Promise<ExportAnswer> {
    const options = raw as ExportOptions
    checkFlags(options)
    const { catalog, files, notes } = openSession(options, ctx, { users: false })
    const base = { kind: 'export openapi' as const, outcome: 'yes' as const, files }
    const more = { quiet: options.quiet ?? false }
    if (options.merge !== undefined) {
      const merged = await mergeInto(options.merge, catalog, options, ctx)
      const fails = merged.unwritten.length > 0 && options.failOn !== undefined
      const outcome = fails ? 'failed' : 'yes'
      return { ...base, ...more, ...merged, outcome, notes: [...notes, ...merged.notes] }
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
      ...NOT_MERGED,
      notes,
    }
  },
} satisfies CommandModule

const NOT_MERGED = { changed: undefined, unwritten: undefined, declared: undefined }

function checkFlags({ merge, scheme, addScheme, failOn }: ExportOptions): void {
  const needy = { '--scheme': scheme, '--add-scheme': addScheme, '--fail-on': failOn }
  for (const [flag, value] of Object.entries(needy)) {
    if (value !== undefined && merge === undefined) {
      fail('flag-needs', { flag, needs: '--merge DOCUMENT' })
    }
  }
  if (scheme !== undefined && addScheme !== undefined)
    fail('conflicting-flags', { flags: ['--scheme', '--add-scheme'] })
}
