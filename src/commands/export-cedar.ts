import type { Command } from 'commander'
import type { PolicyAnswer } from '../core/export/answer.js'
import { cedar } from '../core/export/cedar/cedar.js'
import type { CommandModule } from './command.js'
import { type ExportFlags, exportFolder, withExportFlags } from './export-folder.js'
import { repeatable } from './shared-flags.js'

export const command = {
  about: [
    'Writes the catalog for Cedar: a schema with an action for each route, policies',
    'that check the claims and scopes of tokens, tests from the permission matrix,',
    'and a README with the command that runs them. Cedar verifies no signature and',
    'matches no path: gateway.json has what the program that asks it needs for that,',
    'and the README says how. HS256 is refused: that program would need the secret.',
  ].join('\n'),
  examples: ['export cedar cedar/', 'export cedar cedar/ --tests scopes.test.yaml --leeway 30s'],
  define: (command: Command, formats): Command =>
    withExportFlags(
      command.option('--tests <FILE>', 'also the tests of this suite (repeatable)', repeatable),
      formats,
    ),
  run: (args, raw, ctx): Promise<PolicyAnswer> =>
    exportFolder(cedar, args, raw as ExportFlags, ctx),
} satisfies CommandModule
