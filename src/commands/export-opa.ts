import type { Command } from 'commander'
import type { PolicyAnswer } from '../core/export/answer.js'
import { opa } from '../core/export/opa/opa.js'
import type { CommandModule } from './command.js'
import { type ExportFlags, exportFolder, withExportFlags } from './export-folder.js'
import { repeatable } from './shared-flags.js'

export const command = {
  about: [
    'Writes the catalog for Open Policy Agent: a Rego policy, data.json, tests from',
    'the permission matrix, and a README with the command that starts it. It answers',
    'like check: paths, tokens and scopes are read in the same way. Keys: the URL of',
    "the key set, or serve's; of a key file, the public keys. HS256 is refused: OPA",
    'would need the secret.',
  ].join('\n'),
  examples: ['export opa opa/', 'export opa opa/ --tests scopes.test.yaml --leeway 30s'],
  define: (command: Command, formats): Command =>
    withExportFlags(
      command.option('--tests <FILE>', 'also the tests of this suite (repeatable)', repeatable),
      formats,
    ),
  run: (args, raw, ctx): Promise<PolicyAnswer> => exportFolder(opa, args, raw as ExportFlags, ctx),
} satisfies CommandModule
