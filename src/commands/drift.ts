import type { Command } from 'commander'
import { fail } from '../core/errors.js'
import type { DriftAnswer, DriftFinding } from '../core/openapi/answer.js'
import { deadScopes, driftFromDocument, driftFromTokens } from '../core/openapi/drift.js'
import { importOpenApi } from '../core/openapi/import.js'
import { OPTIONAL, type Optional } from '../core/openapi/security.js'
import { readOpenApi } from '../io/openapi-source.js'
import { readSampleTokens } from '../io/sample-tokens.js'
import type { CommandModule } from './command.js'
import { OPTIONAL_SAYS, ROOT_SAYS, readPrefix } from './import-openapi.js'
import { openSession } from './session.js'
import { type GlobalOptions, oneOf, withGlobals } from './shared-flags.js'

type DriftOptions = GlobalOptions & {
  tokens?: string
  scheme?: string
  basePath?: string
  root?: string
  optional?: Optional
}

export const command = {
  about: [
    'Compares with an OpenAPI document (a file, an https or loopback URL, or -),',
    'sample tokens, or both. Reports undeclared routes, different requirements, unused',
    'and undeclared scopes, and tokens without scopes. Any finding: exit 5.',
    'Tokens are decoded but not verified.',
  ].join('\n'),
  examples: ['drift http://localhost:8000/openapi.json', 'drift openapi.json --tokens sample.txt'],
  define: (command: Command, formats): Command =>
    withGlobals(
      command
        .argument('[DOCUMENT]', 'the OpenAPI document')
        .option('--tokens <FILE>', 'sample tokens, one per line; -: stdin')
        .option('--scheme <NAME>', "the scheme of the catalog's tokens (default: the most used)")
        .option('--base-path <PATH>', "use this prefix instead of the document's; / for none")
        .option('--optional <AS>', OPTIONAL_SAYS, oneOf('--optional', OPTIONAL))
        .option('--root <DIR>', ROOT_SAYS),
      formats,
    ),
  async run([argument], raw, ctx): Promise<DriftAnswer> {
    const options = raw as DriftOptions
    if (argument === undefined && options.tokens === undefined) fail('drift-nothing', {})
    // Stdin can only be read once.
    if (argument === '-' && options.tokens === '-')
      fail('conflicting-flags', { flags: ['DOCUMENT -', '--tokens -'] })
    const { catalog, files, notes } = openSession(options, ctx, { users: false })
    const { scheme, basePath, root, optional } = options
    const source = argument === undefined ? undefined : await readOpenApi(argument, ctx, root)
    const imported =
      source && importOpenApi(source, { scheme, prefix: readPrefix(basePath), optional })
    const samples = options.tokens === undefined ? [] : await readSampleTokens(options.tokens, ctx)
    const ofTokens = driftFromTokens(catalog, samples)
    const findings: DriftFinding[] = [
      ...(imported ? driftFromDocument(catalog, imported) : []),
      ...deadScopes(catalog, imported, ofTokens.carried),
      ...ofTokens.findings,
    ]
    return {
      kind: 'drift',
      outcome: findings.length === 0 ? 'yes' : 'failed',
      document: imported?.document,
      documentFile: source?.path === undefined ? undefined : source.name,
      tokensFile: options.tokens === '-' ? undefined : options.tokens,
      findings,
      compared: { routes: imported?.routes.length ?? 0, tokens: samples.length },
      notes: [...notes, ...(imported?.findings ?? []).filter(({ code }) => isAboutReading(code))],
      files,
    }
  },
} satisfies CommandModule

/** Notes about parts that could not be compared; the rest is already in the findings. */
const isAboutReading = (code: string): boolean =>
  [
    'openapi-unresolved',
    'openapi-refused-path',
    'openapi-unknown-method',
    'openapi-servers-differ',
  ].includes(code)
