import type { Command } from 'commander'
import { fail } from '../core/errors.js'
import { driftRulesOf } from '../core/lint/drift-rules.js'
import { applyIgnores, type UnusedIgnore } from '../core/lint/ignores.js'
import type { DriftAnswer, DriftFinding } from '../core/openapi/answer.js'
import { deadScopes, driftFromDocument, driftFromTokens } from '../core/openapi/drift.js'
import { type Problem, problem } from '../core/problem.js'
import { readSampleTokens } from '../io/sample-tokens.js'
import type { CommandModule } from './command.js'
import {
  type DocumentFlags,
  importAs,
  openDocument,
  readingOf,
  withDocumentFlags,
} from './document-flags.js'
import { openSession } from './session.js'
import { type GlobalOptions, withGlobals } from './shared-flags.js'

type DriftOptions = GlobalOptions & DocumentFlags & { tokens?: string }

export const command = {
  about: [
    'Compares with an OpenAPI document (a file, an https or loopback URL, or -),',
    'sample tokens, or both. Reports undeclared routes, different requirements, unused',
    'and undeclared scopes, and tokens without scopes. Any finding: exit 5.',
    'Tokens are decoded but not verified. A finding that is meant is ignored in the catalog,',
    'like those of lint: lint: { ignore: [{ rule: RULE, name: NAME, reason: WHY }] }',
  ].join('\n'),
  examples: ['drift http://localhost:8000/openapi.json', 'drift openapi.json --tokens sample.txt'],
  define: (command: Command, formats): Command =>
    withGlobals(
      withDocumentFlags(
        command
          .argument('[DOCUMENT]', 'the OpenAPI document')
          .option('--tokens <FILE>', 'sample tokens, one per line; -: stdin'),
      ),
      formats,
    ),
  async run([argument], raw, ctx): Promise<DriftAnswer> {
    const options = raw as DriftOptions
    if (argument === undefined && options.tokens === undefined) fail('drift-nothing', {})
    // Stdin can only be read once.
    if (argument === '-' && options.tokens === '-')
      fail('conflicting-flags', { flags: ['DOCUMENT -', '--tokens -'] })
    const session = openSession(options, ctx, { users: false })
    const { catalog, files, notes } = session
    const { folder } = session.loaded
    const reading = readingOf(options, ctx, folder, catalog.openapi)
    const source = argument === undefined ? undefined : await openDocument(argument, reading, ctx)
    const imported = source && importAs(source, reading)
    const samples = options.tokens === undefined ? [] : await readSampleTokens(options.tokens, ctx)
    const ofTokens = driftFromTokens(catalog, samples)
    const found: DriftFinding[] = [
      ...(imported ? driftFromDocument(catalog, imported) : []),
      ...deadScopes(catalog, imported, ofTokens.carried),
      ...ofTokens.findings,
    ]
    const complete = driftRulesOf([
      ...(imported ? (['document'] as const) : []),
      ...(samples.length > 0 ? (['tokens'] as const) : []),
    ])
    const { kept: findings, unused } = applyIgnores(found, catalog.ignores, complete)
    return {
      kind: 'drift',
      outcome: findings.length === 0 ? 'yes' : 'failed',
      document: imported?.document,
      documentFile: source?.path === undefined ? undefined : source.name,
      tokensFile: options.tokens === '-' ? undefined : options.tokens,
      findings,
      ignored: found.length - findings.length,
      compared: { routes: imported?.routes.length ?? 0, tokens: samples.length },
      notes: [
        ...notes,
        ...(imported ? reading.differs : []),
        ...(imported?.findings ?? []).filter(({ code }) => isAboutReading(code)),
        ...unused.map(unusedNote),
      ],
      files,
    }
  },
} satisfies CommandModule

/** Not a finding: an ignore hides nothing here, so it cannot make this gate green. */
const unusedNote = ({ ignore: { rule, name, at }, ...facts }: UnusedIgnore): Problem =>
  problem('unused-ignore', { rule, name, ...facts }, facts.unknown ? at.rule : at.name)

/** Notes about parts that could not be compared; the rest is already in the findings. */
const isAboutReading = (code: string): boolean =>
  [
    'openapi-unresolved',
    'openapi-refused-path',
    'openapi-unknown-method',
    'openapi-servers-differ',
  ].includes(code)
