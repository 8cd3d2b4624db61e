import type { Command } from 'commander'
import type { PolicyAnswer } from '../core/export/answer.js'
import { cerbos } from '../core/export/cerbos/cerbos.js'
import type { CommandModule } from './command.js'
import { type ExportFlags, exportFolder, withExportFlags } from './export-folder.js'
import { repeatable } from './shared-flags.js'

export const command = {
  about: [
    'Writes the catalog for Cerbos: a resource policy, constants and variables, tests',
    'from the permission matrix, and a README with the command that starts it. It',
    'answers like check: paths, tokens and scopes are read in the same way. Keys: the',
    "URL of the key set, or serve's; of a key file, the public keys. HS256 is",
    'refused: Cerbos would need the secret.',
  ].join('\n'),
  examples: ['export cerbos cerbos/', 'export cerbos cerbos/ --tests scopes.test.yaml'],
  define: (command: Command, formats): Command =>
    withExportFlags(
      command.option('--tests <FILE>', 'also the tests of this suite (repeatable)', repeatable),
      formats,
    ),
  run: (args, raw, ctx): Promise<PolicyAnswer> =>
    exportFolder(cerbos, args, raw as ExportFlags, ctx),
} satisfies CommandModule
